import { type Logger, pino } from 'pino';
import { type WebLimits, WebServer } from '../src/web/server.ts';

/** @returns a web server for a port of this machine alone, which is not open yet */
export function webAt(port: number, { log, limits }: { log?: Logger; limits?: Partial<WebLimits> } = {}): WebServer {
  return new WebServer({
    place: { host: '127.0.0.1', port, portVariable: 'PORT', hostVariable: 'SLACK_HOST' },
    limits,
    log: log ?? pino({ level: 'silent' }),
  });
}
