import type { SandboxClock } from '../contract.ts';
import type { Commands } from './commands.ts';
import type { Events } from './gateway/events.ts';
import type { IdentifyLimit } from './gateway/identify-limit.ts';
import type { Interactions } from './interactions.ts';
import type { Messages } from './messages.ts';
import type { Snowflakes } from './snowflakes.ts';
import type { Channel, World } from './world.ts';

/** Everything that all parts of the local Discord share. */
export interface Core {
  world: World;
  messages: Messages;
  commands: Commands;
  interactions: Interactions;
  events: Events;
  ids: Snowflakes;
  clock: SandboxClock;
  /** Uploaded files, by attachment id; gone when the process ends. */
  files: Map<string, { content: Buffer; type: string }>;
  origin: () => string;
  /** Privileged intents that the application is approved for. */
  privileged: number;
  /** Number of shards that the bot is told to start. */
  shards: number;
  /** Limit on how often it may begin sessions. */
  limit: IdentifyLimit;
  /** Tells who watches that something visible has changed. */
  changed: (kind: string, where?: { channel?: Channel; as?: string | undefined }) => void;
}
