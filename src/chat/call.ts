import type { AccountRef } from './text.ts';

/** One place where the bot is installed, by its platform's own id. */
export interface SpaceRef {
  platform: string;
  id: string;
}

/** A platform's knowledge of the person who calls, in the space they call from. */
export interface Member {
  /** May manage the server or workspace. */
  mayManage: boolean;
  /** Ids of the person's roles (Discord) or user groups (Slack). */
  roles: readonly string[];
  /** The platform did not tell just now: that a right or a role is missing here says nothing. */
  unsure?: true;
  /** Is not in the space (any more). Only told where somebody can call from outside of it: in direct messages. */
  outside?: true;
  /** BCP 47, as far as the platform tells. */
  language?: string;
}

/** The message of ours on which somebody pressed a button or chose in a menu. */
export interface PressedMessage {
  /** The platform's own ids. */
  channel: string;
  message: string;
  /**
   * Left out where nothing in the message tells.
   * @returns whether it is the message of a delivery, as `Platform.find` would tell. @param key of the delivery
   */
  carries?(key: string): boolean;
}

/** Everything that a person can do to the bot, translated from a platform. It holds nothing of the platform. */
export type Call = {
  /** The platform's own id of this event: the same again when it is redelivered. */
  callId: string;
  space: SpaceRef;
  /** The platform's own id of the channel the person is in. */
  channel: string;
  account: AccountRef;
  /** Asked at most once; may need a request to the platform. */
  member: () => Promise<Member>;
  /** Time at which the platform's event reached us, by the machine's clock (ms). */
  receivedAt: number;
  /** Left out where nobody but the person sees the message. */
  pressed?: PressedMessage;
  /** Our id of the space for which was shown what was pressed or filled in, where it carries that (see pins.ts). */
  shownFor?: string;
} & CallBody;

export type CallBody =
  /** A command with named values (Discord's options). */
  | { kind: 'command'; path: readonly string[]; values: Record<string, string> }
  /** A command with what was typed after it (Slack); `path` is the command alone. */
  | { kind: 'typed'; path: readonly string[]; text: string }
  /** A button, or a menu with what was chosen. */
  | { kind: 'action'; id: string; chosen: readonly string[] }
  | { kind: 'form'; id: string; values: Record<string, string> }
  /** A form that was closed unsent, with what would be lost; platforms tell of it where they can (Slack). */
  | { kind: 'closed'; id: string; values: Record<string, string> }
  /**
   * Somebody wrote to the bot, by mentioning it or in direct messages. What they wrote is not taken in, except `codes`:
   * what looks like a secret code, where others read it too; and whether it asks for help.
   */
  | { kind: 'said'; codes: readonly string[]; asksForHelp: boolean }
  /** The call for proposals while a value is being typed. */
  | { kind: 'suggest'; path: readonly string[]; field: string; values: Record<string, string> };
