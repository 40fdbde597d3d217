import type { Logger } from 'pino';
import type { ConnectionState } from '../chat/connection.ts';
import { SCOPES } from './manifest.ts';

const ASKED = Object.entries(SCOPES);

/** Permissions of the bot in one workspace, held against what its manifest asks for. */
export class Permissions {
  readonly #which: string;
  readonly #log: Logger;
  /** Scopes that Slack told last, and what it said no to without telling. */
  #told: string | undefined;
  #missing: ReadonlySet<string> = new Set();
  #space: string | undefined;
  #since = 0;

  /** @param which of the tokens, in words */
  constructor(which: string, log: Logger) {
    this.#which = which;
    this.#log = log;
  }

  /** @param space Slack's id of the workspace that the token opens: only then is anything said about it */
  at(space: string): void {
    if (this.#space !== undefined) return;
    this.#space = space;
    this.#compare();
  }

  /**
   * Takes what Slack tells with each answer, so that what is put right while the bot runs is noticed too.
   * @param scopes the header "x-oauth-scopes": https://docs.slack.dev/reference/scopes
   */
  told(scopes: string): void {
    if (scopes === this.#told) return;
    this.#told = scopes;
    if (this.#space !== undefined) this.#compare();
  }

  /** @param needed scopes of which Slack says, with missing_scope, that one would do */
  refused(needed: string): void {
    const ours = needed.split(',').filter((scope) => Object.hasOwn(SCOPES, scope));
    if (ours.length === 0 || ours.some((scope) => this.#missing.has(scope))) return;
    // What was told before is no longer so.
    this.#told = undefined;
    this.#lacks([...this.#missing, ...ours]);
  }

  /** @returns whether the bot may use what a scope is for, as far as Slack has told */
  has(scope: keyof typeof SCOPES): boolean {
    return !this.#missing.has(scope);
  }

  /** @returns nothing while none is missing */
  states(): ConnectionState[] {
    if (this.#missing.size === 0) return [];
    return [
      {
        platform: 'slack',
        name: `permissions in ${this.#where()}`,
        space: this.#space,
        state: 'refused',
        since: this.#since,
        problem: this.#sentence(),
        minor: true,
      },
    ];
  }

  #compare(): void {
    if (this.#told === undefined) return;
    const given = new Set(this.#told.split(',').map((scope) => scope.trim()));
    this.#lacks(ASKED.flatMap(([scope]) => (given.has(scope) ? [] : [scope])));
  }

  #lacks(scopes: readonly string[]): void {
    const before = this.#missing;
    this.#missing = new Set(scopes);
    if (scopes.length > 0) {
      if (before.size === 0) this.#since = Date.now();
      this.#log.warn({ space: this.#space, missing: scopes }, `Slack: permissions are missing. ${this.#sentence()}`);
    } else if (before.size > 0) this.#log.warn({ space: this.#space }, 'Slack: no permissions are missing any more');
  }

  #where(): string {
    return this.#space === undefined ? `the workspace of ${this.#which}` : `workspace ${this.#space} (${this.#which})`;
  }

  #sentence(): string {
    const missing = ASKED.flatMap(([scope, use]) => (this.#missing.has(scope) ? [`${scope} (${use})`] : []));
    return `SLACK_BOT_TOKEN: in ${this.#where()} the bot may not use ${missing.join('; ')}. Paste what "npm run --silent slack:manifest" prints at https://api.slack.com/apps under App Manifest, and install the app there again.`;
  }
}
