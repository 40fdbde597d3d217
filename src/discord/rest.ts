import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js';

export const DEFAULT_API_URL = 'https://discord.com/api';
/** For the whole of a request: until the answer's last byte. */
export const REQUEST_TIMEOUT_MS = 10_000;
/** How often a look-up is asked again when an answer is lost. */
const RETRIES = 2;
/** What people do asks little; a mistake of ours must not take what sends need. */
const LOOK_UPS_PER_SECOND = 10;
/** Warn long before 10,000 refused requests in ten minutes get the address banned. */
const REFUSALS_PER_WARNING = 200;

/** @returns the API's address as discord.js wants it: without the version that it adds itself */
export function apiAddress(apiUrl: string | undefined): string {
  return (apiUrl ?? DEFAULT_API_URL).replace(/\/+$/, '').replace(/\/v\d+$/, '');
}

/** What discord.js's own requests run with: look-ups and the gateway, which may all be repeated. */
export function lookUpOptions(apiUrl: string | undefined): Partial<RESTOptions> {
  return {
    api: apiAddress(apiUrl),
    timeout: REQUEST_TIMEOUT_MS,
    retries: RETRIES,
    globalRequestsPerSecond: LOOK_UPS_PER_SECOND,
    invalidRequestWarningInterval: REFUSALS_PER_WARNING,
    makeRequest: (url, init) => DefaultRestOptions.makeRequest(url, { ...init, signal: withDeadline(init.signal) }),
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

/** discord.js stops its own watch when the answer begins; this one holds until it ends. */
function withDeadline(signal: AbortSignal | null | undefined): AbortSignal {
  const deadline = AbortSignal.timeout(REQUEST_TIMEOUT_MS + 1_000);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}
