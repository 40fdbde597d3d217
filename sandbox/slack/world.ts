import type { LocalPlatformOptions, RequestSeen } from '../contract.ts';
import type { Values } from './blocks/values.ts';
import { Delivery } from './delivery.ts';
import { Directory, type Team } from './directory.ts';
import { Happenings } from './happenings.ts';
import { Messages } from './messages.ts';
import { RateLimits } from './rate-limits.ts';
import { ResponseUrls } from './response-urls.ts';
import { type Settings, type SlackSettings, withDefaults } from './settings.ts';
import { Triggers } from './triggers.ts';
import { Views } from './views.ts';

const REQUESTS_KEPT = 1_000;

/** Everything that the local Slack holds, for the functions that answer requests and act as people. */
export class World {
  readonly options: LocalPlatformOptions;
  readonly settings: Settings;
  readonly directory: Directory;
  readonly messages: Messages;
  readonly views = new Views();
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly happenings = new Happenings();
  readonly limits: RateLimits;
  /** Of `settings.history`: they hold where the others are lifted. */
  readonly historyLimits = new RateLimits(true);
  readonly requests: RequestSeen[] = [];
  /** Values that people chose in menus of messages, by "TIME-STAMP/USER", until the message changes. */
  readonly chosen = new Map<string, Values>();
  readonly delivery: Delivery;

  constructor(options: LocalPlatformOptions, settings: SlackSettings) {
    this.options = options;
    this.settings = withDefaults(settings, options.seed.slack.application, options.seed.slack.teams.length);
    this.directory = new Directory(options.seed, options.journal);
    this.messages = new Messages(options.journal);
    this.triggers = new Triggers(this.settings.patienceMs);
    this.responseUrls = new ResponseUrls(() => options.clock.now());
    this.limits = new RateLimits(this.settings.limits);
    this.delivery = new Delivery(this);
  }

  now(): number {
    return this.options.clock.now();
  }

  record(request: RequestSeen): void {
    this.requests.push(request);
    if (this.requests.length > REQUESTS_KEPT) this.requests.shift();
  }

  changed(kind: string, team: Team, more: { channel?: string; as?: string } = {}): void {
    this.options.changed({ platform: 'slack', kind, space: team.id, ...more });
  }
}
