import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';

/** Through what requests leave, in the words of the environment; what is left out goes straight. */
export interface Proxies {
  HTTP_PROXY?: string;
  HTTPS_PROXY?: string;
  /** Hosts that are reached without one, separated by commas. */
  NO_PROXY?: string;
}

/** Well before anybody's patience ends: a connection that was never made is known to have asked nothing. */
const CONNECT_WITHIN_MS = 5_000;
const OPTIONS: Agent.Options = { connect: { timeout: CONNECT_WITHIN_MS } };

let proxies: Proxies = {};
let dispatcher: Dispatcher = new Agent(OPTIONS);

/** Sets what everything that leaves from now on goes through. To be called before anything connects. */
export function useProxies(given: Proxies): void {
  proxies = given;
  dispatcher = isProxied() ? proxied() : new Agent(OPTIONS);
}

/** @returns what makes requests of undici's */
export function outgoing(): Dispatcher {
  return dispatcher;
}

/** @returns the same for a WebSocket of undici's, or undefined where nothing is set and it knows better itself */
export function socketDispatcher(): Dispatcher | undefined {
  return isProxied() ? dispatcher : undefined;
}

/** @returns what a WebSocket of `ws` connects with, or undefined for straight */
export function socketAgent(url: string): HttpAgent | undefined {
  if (!isProxied()) return undefined;
  const { HTTP_PROXY, HTTPS_PROXY = HTTP_PROXY, NO_PROXY } = proxies;
  // Node leaves out by itself what NO_PROXY names.
  const proxyEnv = { HTTP_PROXY, HTTPS_PROXY, NO_PROXY };
  return url.startsWith('wss:') ? new HttpsAgent({ proxyEnv }) : new HttpAgent({ proxyEnv });
}

function isProxied(): boolean {
  return Boolean(proxies.HTTP_PROXY || proxies.HTTPS_PROXY);
}

function proxied(): Dispatcher {
  // An empty text is none, and keeps undici from reading the environment itself.
  const { HTTP_PROXY = '', HTTPS_PROXY = '', NO_PROXY = '' } = proxies;
  return new EnvHttpProxyAgent({ ...OPTIONS, httpProxy: HTTP_PROXY, httpsProxy: HTTPS_PROXY, noProxy: NO_PROXY });
}
