import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { CannotListen, type ListeningPlace } from './http/listening.ts';
import type { Route } from './web/route.ts';
import { WebServer } from './web/server.ts';

/** Web servers of a process: one, unless what others may see is to be kept apart from what watches the bot. */
export interface WebServers {
  /** Answers Slack, and has the paths of features, for whoever can reach it. */
  outside: WebServer;
  /** /ready and /metrics; null: nowhere. */
  health: WebServer | null;
}

type Settings = Pick<
  Config,
  'discord' | 'slack' | 'port' | 'slackHost' | 'healthHost' | 'healthPort' | 'role' | 'shard'
>;

/**
 * Makes the servers; each is opened by those who need it. All is on PORT. When Slack calls there, the whole internet
 * can: /ready and /metrics are then only where HEALTH_PORT says. Shards count on from the port of those. In the sandbox
 * PORT is the sandbox's, which hands on what is not for itself.
 */
export function createWebServers(settings: Settings, log: Logger): WebServers {
  const { discord, slack, port, slackHost, healthHost, healthPort, shard } = settings;
  const serverAt = (place: ListeningPlace | null) => new WebServer({ place, log });
  const healthAt = (first: number, portVariable: ListeningPlace['portVariable']) =>
    serverAt({
      host: healthHost,
      port: first && shard ? first + shard.id : first,
      portVariable,
      hostVariable: 'HEALTH_HOST',
    });
  const health = healthPort === null ? null : healthAt(healthPort, 'HEALTH_PORT');
  if (!discord && !slack) {
    const outside = serverAt(null);
    return { outside, health: health ?? outside };
  }
  if (health || (slack && !slack.appToken)) {
    const place: ListeningPlace = { host: slackHost, port, portVariable: 'PORT', hostVariable: 'SLACK_HOST' };
    return { outside: serverAt(isCalled(settings) ? place : null), health };
  }
  const both = healthAt(port, 'PORT');
  return { outside: both, health: both };
}

/** Tells whether others call this process: of several, one alone can have PORT. */
function isCalled({ role, shard }: Pick<Config, 'role' | 'shard'>): boolean {
  return role !== 'worker' && isFirst(shard);
}

/** Tells whether a process is the first of the shards, or not of any. */
export function isFirst(shard: Config['shard']): boolean {
  return !shard || shard.id === 0;
}

/**
 * Mounts routes on each server, and opens it for them. Slack mounts its own, and opens the server itself.
 * @throws {Error} when two routes have one method and path
 */
export async function openWebServers(
  { outside, health }: WebServers,
  routes: Readonly<Record<keyof WebServers, readonly Route[]>>,
  log: Logger,
): Promise<void> {
  outside.mount(routes.outside);
  health?.mount(routes.health);
  if (health) await openOrGoWithout(health, 'health and metrics', log);
  if (outside !== health && routes.outside.length > 0) await openOrGoWithout(outside, 'pages', log);
}

/** Several processes on one machine may want the same port: the bot works without. */
async function openOrGoWithout(server: WebServer, what: string, log: Logger): Promise<void> {
  try {
    const port = await server.open();
    if (port !== null) log.info({ port }, what);
  } catch (error) {
    if (!(error instanceof CannotListen)) throw error;
    log.warn({ problem: error.message }, `no ${what}`);
  }
}
