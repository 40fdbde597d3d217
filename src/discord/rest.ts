import { DefaultRestOptions, REST, RESTEvents, type RESTOptions, type ResponseLike } from 'discord.js';
import type { Logger } from 'pino';
import { type Answer, exchange } from '../http/exchange.ts';

const DEFAULT_API_URL = 'https://discord.com/api';
/** For the whole of a request: until the answer's last byte. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Number of times that a look-up is asked again when an answer is lost. */
const RETRIES = 2;
/** Look-ups in a second: what people do asks little; a mistake of ours must not take what sends need. */
const LOOK_UPS_PER_SECOND = 10;
/** Longer than this nobody who waits for an answer is kept waiting for a look-up, in ms. */
const LOOK_UP_WAIT_MAX_MS = 2_000;
/** Pause when Discord says wait, and not for how long. */
const PAUSE_UNKNOWN_S = 1;
/** Warn long before 10,000 refused requests in ten minutes get the address banned. */
const REFUSALS_PER_WARNING = 200;

/** @returns the API's address as discord.js wants it: without the version that it adds itself */
export function apiAddress(apiUrl: string | undefined): string {
  return (apiUrl ?? DEFAULT_API_URL).replace(/\/+$/, '').replace(/\/v\d+$/, '');
}

/** Options that discord.js's own requests run with: look-ups and the gateway, which may all be repeated. */
export function lookUpOptions(apiUrl: string | undefined): Partial<RESTOptions> {
  return {
    api: apiAddress(apiUrl),
    timeout: REQUEST_TIMEOUT_MS,
    retries: RETRIES,
    globalRequestsPerSecond: LOOK_UPS_PER_SECOND,
    invalidRequestWarningInterval: REFUSALS_PER_WARNING,
    // At the start, and for answers to people, discord.js waits as long as it takes.
    rejectOnRateLimit: ({ method, route, retryAfter, timeToReset, sublimitTimeout }) =>
      method === 'GET' &&
      /^\/(?:guilds|channels)\//.test(route) &&
      Math.max(retryAfter, timeToReset, sublimitTimeout) > LOOK_UP_WAIT_MAX_MS,
    makeRequest: request,
  };
}

/**
 * For all that makes a message. discord.js repeats a POST whose answer was lost, which posts twice: here it does not.
 * When Discord says wait, a send is given back to the outbox; only answers to people, which have limits of their own,
 * wait here.
 */
export function createSendingRest(token: string, apiUrl: string | undefined): REST {
  return new REST({
    ...lookUpOptions(apiUrl),
    retries: 0,
    // The outbox keeps to the limit, for all processes together; here it would only be counted a second time.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    rejectOnRateLimit: ({ route }) => !/^\/(?:interactions|webhooks)\//.test(route),
  }).setToken(token);
}

/** For what is asked: repeats a question whose answer is lost. */
export function createLookUpRest(token: string, apiUrl: string | undefined, log: Logger): REST {
  const rest = new REST(lookUpOptions(apiUrl)).setToken(token);
  rest.on(RESTEvents.InvalidRequestWarning, (warning) => log.warn(warning, 'discord: many refused requests'));
  return rest;
}

type MakeRequest = RESTOptions['makeRequest'];

/** discord.js stops its own watch when the answer begins; this one holds until it ends. */
async function request(...[url, init]: Parameters<MakeRequest>): Promise<ResponseLike> {
  const { method = 'GET', body } = init;
  // Files are sent by answers to people at most, which have no outbox behind them.
  if (body != null && typeof body !== 'string') return DefaultRestOptions.makeRequest(url, init);
  const headers = init.headers as Record<string, string>;
  return responseOf(withPause(await exchange(url, { method, headers, body: body ?? null }, REQUEST_TIMEOUT_MS)));
}

function responseOf({ status, statusText, headers, body }: Answer): ResponseLike {
  return {
    status,
    statusText,
    ok: status >= 200 && status < 300,
    headers: headersOf(headers),
    body: null,
    bodyUsed: true,
    arrayBuffer: async () => new Uint8Array(body).buffer,
    json: async () => JSON.parse(body.toString()),
    text: async () => body.toString(),
  };
}

/** discord.js asks for single ones only, and a whole `Headers` for each answer is dear. */
function headersOf(headers: Answer['headers']): Headers {
  const asked: Pick<Headers, 'get' | 'has'> = {
    get: (name) => headers[name.toLowerCase()] ?? null,
    has: (name) => name.toLowerCase() in headers,
  };
  return asked as Headers;
}

/**
 * discord.js waits as long as the header says, and not at all without it: it would ask again and again without a pause.
 * Discord says the same in the body. https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit
 */
function withPause(answer: Answer): Answer {
  if (answer.status !== 429 || Number(answer.headers['retry-after']) > 0) return answer;
  const seconds = Number(/"retry_after"\s*:\s*([\d.]+)/.exec(answer.body.toString())?.[1]);
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(seconds > 0 ? seconds : PAUSE_UNKNOWN_S) } };
}
