import { domainToUnicode } from 'node:url';
import { cutTo } from './input.ts';
import { BUTTON_URL_MAX } from './limits.ts';
import { UserError } from './user-error.ts';

/** "festival.dk:8080" has no scheme, although a colon stands in it. */
const HOST_AND_PORT = /^(?=[^/:][^/:.]*\.[^/:])[^/:]+:\d/;
const WITH_SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** Longest address that a link button takes on all platforms. */
const LINK_MAX = BUTTON_URL_MAX;

/** Reason for which an address is none that a button can lead to, and how long it is as browsers send it. */
export interface WrongAddress {
  wrong: 'long' | 'blank' | 'scheme' | 'login' | 'none';
  length: number;
}

/** @returns an http(s) address, with "https://" put before one that was typed without; or what is wrong with it */
export function readLink(typed: string): string | WrongAddress {
  const words = typed.trim();
  const scheme = WITH_SCHEME.test(words) && !HOST_AND_PORT.test(words);
  const address = scheme ? words : `https://${words}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  const { href, protocol, hostname, username, password } = url ?? BLANK;
  const wrong = (kind: WrongAddress['wrong']) => ({ wrong: kind, length: href.length || words.length });
  if (/\s/.test(words)) return wrong('blank');
  if (scheme && !/^https?:/i.test(words)) return wrong('scheme');
  if (!/^https?:$/.test(protocol) || !/^[^.]+(\.[^.]+)+$/.test(hostname)) return wrong('none');
  if (username || password) return wrong('login');
  return href.length > LINK_MAX ? wrong('long') : href;
}

const BLANK = { href: '', protocol: '', hostname: '', username: '', password: '' };

/** Signs beyond ASCII, as an address carries them. */
const ESCAPED = /(?:%[89A-F][0-9A-F])+/gi;

/** @returns an address of `readLink` with æ, ø and å as people write them, as far as `readLink` reads it back as the same */
export function shownLink(href: string): string {
  const { host, hostname } = new URL(href);
  const readable = href.replace(host, host.replace(hostname, domainToUnicode(hostname))).replace(ESCAPED, decoded);
  return readLink(readable) === href ? readable : href;
}

function decoded(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch (error) {
    // Some addresses are written in an encoding of their own.
    if (error instanceof URIError) return escaped;
    throw error;
  }
}

/**
 * The kinds of image that both platforms show. Whether there is one at the address is found out by the platforms: we
 * ask no address that somebody typed.
 * https://docs.slack.dev/reference/block-kit/blocks/image-block
 */
const IMAGE = /\.(png|jpe?g|gif)$/i;

/** @param address of `readLink` @returns whether it is that of an image */
export function isImage(address: string): boolean {
  return IMAGE.test(new URL(address).pathname);
}

/** The part of an address that is quoted: whoever typed it knows it by its beginning. */
const QUOTED_MAX = 100;

/** @throws {UserError} about the field, saying what is wrong with the address */
export function readAddress(typed: string, field: 'link' | 'image'): string {
  const address = readLink(typed);
  const quoted = typed.length > QUOTED_MAX ? `${cutTo(typed, QUOTED_MAX)}…` : typed;
  if (typeof address === 'object') {
    const { wrong, length } = address;
    throw new UserError(`address-${wrong}`, { typed: quoted, length, most: LINK_MAX, of: field }, field);
  }
  if (field === 'image' && !isImage(address)) throw new UserError('image-wrong', { typed: quoted }, field);
  return address;
}
