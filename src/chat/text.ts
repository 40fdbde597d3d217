/**
 * Text without platform: what people wrote and what the locale files say are plain strings, always escaped by the
 * renderer. Everything that a platform draws in its own way (times, mentions, emphasis) is a node.
 */
export type Text = string | Inline | readonly (string | Inline)[];

/** One user of one platform. `tenant` is the workspace where ids are only unique within one (Slack), else "". */
export interface AccountRef {
  platform: string;
  tenant: string;
  id: string;
}

export type Inline =
  | { type: 'strong'; text: Text }
  | { type: 'quiet'; text: Text }
  /**
   * A point in time that everyone reads in their own zone.
   * `at`: ms since the epoch. `moment` = date and time, `time` = time of day alone, `relative` = how far away.
   * `fallback`: words in the reader's language for where the platform cannot draw it. `clock`: what stands between date
   * and time of day in that language ("kl."), for a platform that draws the two apart.
   */
  | { type: 'time'; at: number; show: 'moment' | 'time' | 'relative'; fallback: string; clock?: string }
  /** A person of this platform, shown by the platform's own name for them, never notified. */
  | { type: 'account'; account: AccountRef }
  | { type: 'channel'; id: string }
  /** A role (Discord) or user group (Slack), never notified. */
  | { type: 'role'; id: string }
  /**
   * A command, as the reader finds it: platforms that show commands in the reader's language know it as `localName`,
   * the others as `name`. `subcommand` is in the reader's language.
   */
  | { type: 'command'; name: string; localName: string; subcommand: string }
  /** A text that someone can copy, such as a code. */
  | { type: 'code'; text: string }
  | { type: 'link'; url: string; text: string };

export const strong = (text: Text): Inline => ({ type: 'strong', text });
export const quiet = (text: Text): Inline => ({ type: 'quiet', text });
export const code = (text: string): Inline => ({ type: 'code', text });

/** @returns the pieces of `text` in order, with nested lists of the first level made flat */
export function pieces(text: Text): readonly (string | Inline)[] {
  return typeof text === 'string' || !Array.isArray(text)
    ? [text as string | Inline]
    : (text as readonly (string | Inline)[]);
}
