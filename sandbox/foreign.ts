import type { IncomingMessage } from 'node:http';

/**
 * Values that a browser says of a request that the sandbox's own page makes, or that somebody typed into the address
 * bar.
 */
const OWN_SITE = new Set(['same-origin', 'none']);

/**
 * Tells requests that a page of another site makes a browser on this machine send. They come under the other site's
 * Origin, under its own name when that has been pointed at 127.0.0.1 (DNS rebinding), or, where a picture or a script
 * is asked for and no Origin is sent, with `Sec-Fetch-Site`. Programs send none of these but the right Host.
 * See https://www.w3.org/TR/fetch-metadata/
 * @returns why the request is refused, as a sentence; undefined for one of our own
 */
export function foreignness(request: IncomingMessage): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site } = request.headers;
  const names = namesAt(request.socket.localPort);
  if (!names.includes(host.toLowerCase())) return `The sandbox answers on ${names.join(' and ')} only.`;
  if (origin !== undefined && !names.some((name) => origin === `http://${name}`)) {
    return 'The sandbox does not answer pages of other sites.';
  }
  if (site === undefined || OWN_SITE.has(String(site)) || opensPage(request)) return undefined;
  return 'The sandbox does not answer pages of other sites.';
}

/** Port 80 is left out of a name. */
function namesAt(port: number | undefined): string[] {
  const names = ['127.0.0.1', 'localhost'];
  return port === 80 ? [...names, ...names.map((name) => `${name}:80`)] : names.map((name) => `${name}:${port}`);
}

/**
 * Tells whether a request opens the page: whoever follows a link to the sandbox's page from elsewhere gets it, in a
 * window of its own.
 */
function opensPage({ method, url, headers }: IncomingMessage): boolean {
  const shown = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return method === 'GET' && shown && /^\/(?:\?|$)/.test(url ?? '');
}
