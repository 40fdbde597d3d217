import type { SendFailure } from '../chat/platform.ts';

/**
 * Meaning of an error code for a message: why it will never get there, in our closed list; `{ waitMs }`: Discord says
 * later (and says itself how long, mostly), and has done nothing; 'token': nothing with this token just now.
 */
export type Meaning = SendFailure | { waitMs: number } | 'token';

const SOON = { waitMs: 5_000 };
const IN_A_MINUTE = { waitMs: 60_000 };
/** Switched off by Discord for a while. */
const IN_MINUTES = { waitMs: 5 * 60_000 };

/**
 * Every code of Discord's page that can be the answer to posting, editing, deleting, passing on or finding a message,
 * or to opening direct messages. The others are about what we never do (guilds, voice, stickers, polls, shops).
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
export const REFUSALS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  // Of an account, of a member, of a recipient: none of them says that the user is gone, as 10013 does.
  [10001, 'direct-messages-closed'],
  [10003, 'channel-gone'],
  [10004, 'space-gone'],
  [10007, 'direct-messages-closed'],
  [10008, 'message-gone'],
  // A role that the message mentions.
  [10011, 'refused'],
  [10013, 'account-gone'],
  // The three of interactions: too late to answer, or answered by somebody else.
  [10015, 'refused'],
  [10062, 'refused'],
  [40060, 'refused'],
  [40094, 'refused'],
  [50027, 'refused'],
  // What the message says.
  [20009, 'refused'],
  [200000, 'refused'],
  [200001, 'refused'],
  [240000, 'refused'],
  // Slow mode, and the limits on writes of a channel and of a server.
  [20016, SOON],
  [20028, SOON],
  [20029, SOON],
  // Edits in announcement channels, and of messages that are older than an hour.
  [20022, IN_A_MINUTE],
  [30046, IN_A_MINUTE],
  // Direct messages opened too fast.
  [40003, IN_A_MINUTE],
  [40004, IN_MINUTES],
  [40006, IN_MINUTES],
  [40062, SOON],
  [110000, IN_MINUTES],
  [110001, IN_MINUTES],
  [130000, SOON],
  // "Cloudflare is blocking your request": this machine, for everything.
  [40333, IN_A_MINUTE],
  [40001, 'token'],
  [50014, 'token'],
  [40005, 'too-large'],
  [50045, 'too-large'],
  [20001, 'refused'],
  [20012, 'no-access'],
  [20024, 'no-access'],
  [40002, 'no-access'],
  [40007, 'no-access'],
  [50001, 'no-access'],
  [50009, 'no-access'],
  [50013, 'no-access'],
  [50026, 'no-access'],
  [50095, 'no-access'],
  [50178, 'no-access'],
  [60003, 'no-access'],
  [160002, 'no-access'],
  [160005, 'no-access'],
  // It hangs there still, and belongs to another application: of a token from before.
  [50005, 'no-access'],
  [50083, 'channel-archived'],
  [50007, 'direct-messages-closed'],
  [50278, 'direct-messages-closed'],
  [50033, 'direct-messages-closed'],
  [50055, 'space-gone'],
  // The channel is of another kind now.
  [40058, 'refused'],
  [40067, 'refused'],
  [50003, 'refused'],
  [50008, 'refused'],
  [50024, 'refused'],
  // `crosspost` reads these two itself: passed on already, and of a kind that is not.
  [40033, 'refused'],
  [50068, 'refused'],
  [50021, 'refused'],
  // Mistakes of ours in what was asked.
  [0, 'refused'],
  [30015, 'refused'],
  [50002, 'refused'],
  [50006, 'refused'],
  [50028, 'refused'],
  [50035, 'refused'],
  [50041, 'refused'],
  [50109, 'refused'],
]);
