import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  body: string;
}

/**
 * Sends a request whose every byte the test decides, which `fetch` does not let it do, and reads the answer to its end.
 * @param target as it stands in the first line; not checked
 */
export function rawRequest(
  port: number,
  {
    method = 'GET',
    target,
    headers = {},
    body = '',
  }: { method?: string; target: string; headers?: object; body?: string },
): Promise<RawAnswer> {
  const all = {
    host: `127.0.0.1:${port}`,
    connection: 'close',
    ...(body && { 'content-length': Buffer.byteLength(body) }),
    ...headers,
  };
  const head = [`${method} ${target} HTTP/1.1`, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`)];
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const socket = connect(port, '127.0.0.1', () => socket.write(`${head.join('\r\n')}\r\n\r\n${body}`));
  let text = '';
  // A WebSocket that was let in does not end: its first line is enough.
  socket.on('data', (chunk) => {
    text += chunk;
    if (text.startsWith('HTTP/1.1 101')) socket.destroy();
  });
  socket.on('error', reject);
  socket.on('close', () => {
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);
    resolve({ status, body: text.slice(text.indexOf('\r\n\r\n') + 4) });
  });
  return promise;
}

/** Headers that a client sends to begin a WebSocket. */
export const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': 13,
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
