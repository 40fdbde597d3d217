import { randomBytes } from 'node:crypto';
import type { Channel } from './channels.ts';
import type { Person } from './directory.ts';
import type { Message } from './messages.ts';
import { Refusal } from './refusal.ts';

/** "Up to 5 times within 30 minutes": https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses */
const USES_MAX = 5;
const LIFETIME_MS = 30 * 60_000;
/** Addresses that are remembered, so that a used or expired one is told from one that never was. */
const KEPT = 10_000;

/** The thing that an answer to a response_url belongs to. */
export interface ReturnPath {
  interaction: string;
  person: Person;
  channel: Channel;
  /** The message that was pressed; a command has none that could be replaced. */
  source?: Message;
}

/** The addresses at which an app answers what a person did. */
export class ResponseUrls {
  readonly #paths = new Map<string, { path: ReturnPath; issuedAt: number; uses: number }>();
  readonly #now: () => number;

  /** @param now the time of day in ms, by the sandbox's clock: a test can let an address expire */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns the end of the address, below ".../response/" */
  issue(path: ReturnPath): string {
    const kind = path.source === undefined ? 'commands' : 'actions';
    const id = `${kind}/${path.person.team.id}/${randomBytes(12).toString('hex')}`;
    this.#paths.set(id, { path, issuedAt: this.#now(), uses: 0 });
    const [oldest] = this.#paths.keys();
    if (this.#paths.size > KEPT && oldest !== undefined) this.#paths.delete(oldest);
    return id;
  }

  /**
   * Uses an address once.
   * @throws {Refusal} with HTTP 404: used_url, expired_url, and no_such_url for one never given
   */
  use(id: string): ReturnPath {
    const entry = this.#paths.get(id);
    if (entry === undefined) throw new Refusal('no_such_url', {}, { status: 404 });
    if (this.#now() - entry.issuedAt > LIFETIME_MS) throw new Refusal('expired_url', {}, { status: 404 });
    if (entry.uses >= USES_MAX) throw new Refusal('used_url', {}, { status: 404 });
    entry.uses += 1;
    return entry.path;
  }
}
