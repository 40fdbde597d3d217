import type { Call, Member } from './call.ts';
import type { Card, Option } from './card.ts';
import type { ConnectionState } from './connection.ts';
import type { CommandDescription } from './describe.ts';
import type { Form } from './form.ts';
import type { Mistakes } from './mistakes.ts';

/** Way in which a call is answered. Declared statically, so that a platform can acknowledge before any work is done. */
export type Answers =
  /** Only the person sees it. */
  | 'privately'
  | 'publicly'
  /** The message that the button or menu sits on is replaced. */
  | 'by updating'
  | 'with a form';

/** The dispatcher's result for a call. */
export interface Answer {
  answers: Answers;
  /**
   * The message that was answered explains what was wrong: whatever comes takes its place, an error too, unless
   * everybody is to see it.
   */
  replaces?: boolean;
  /** The call is a copy of one that this process is answering: only the first asks for patience. */
  copy?: boolean;
  /**
   * Does the work. A `form` comes only when `answers` is 'with a form'; a `card` may come then too (nothing to ask:
   * it is shown privately). `private` cards are shown to the person alone whatever was declared (an error, mostly).
   * Never rejects: what goes wrong is a card that says so.
   */
  result: Promise<Result>;
  /** To be called when the person has the answer, so that no later copy of the call answers again. Never rejects. */
  shown?: () => Promise<void>;
}

export type Result =
  | { type: 'card'; card: Card }
  | { type: 'private'; card: Card }
  /** `late`: what to show where the form can be opened no more: a button for it, with what was typed. */
  | { type: 'form'; form: Form; late: () => Promise<Card> }
  /** Wrong values in the form just sent: shown beside the fields where the platform can, else as the card. */
  | { type: 'invalid'; mistakes: Mistakes; card: () => Promise<Card> }
  | { type: 'nothing' }
  /**
   * Another copy of the same call is being answered, or was: this one shows nothing, and takes nothing back. `mistakes`:
   * what that answer said beside the fields of a form, which a copy of the form may be told again.
   */
  | { type: 'handled'; mistakes?: Mistakes };

/** The dispatcher, which a platform calls for everything that people do. */
export interface Receiver {
  /** @returns at once, and synchronously, how the call will be answered */
  receive(call: Call): Answer;
  /** @returns what to propose, at most 25, within the platform's three seconds */
  suggest(call: Call): Promise<readonly Option[]>;
  /** The bot was taken out of a space, or put into one. */
  spaceChanged(platform: string, id: string, present: boolean): Promise<void>;
}

/** Destination of a message: a channel, or the direct messages of one person. Ids are the platform's own. */
export type Target = { space: string; channel: string } | { space: string; account: string };

/** Address of a message. */
export interface MessageRef {
  space: string;
  channel: string;
  message: string;
}

/** Time in which attempts were made that may have left a message; ms since the epoch, by the machine's clock. */
export interface Sought {
  /** Start of the first of them. */
  since: number;
  /** End of the last of them; left out when nobody knows. */
  until?: number;
  /** Result of an earlier search for the same, as in {@link SendError.searched}. */
  searched?: string;
}

export interface SpaceDescription {
  name: string;
  language?: string;
}

/**
 * One limit of a platform that a request counts against: `burst` requests at once, and one more every `everyMs`.
 * Requests with the same `key` share it, whichever process makes them.
 */
export interface Lane {
  key: string;
  burst: number;
  everyMs: number;
  /** The same while several processes use it, which do not see each other's requests leave; `everyMs` when left out. */
  sharedEveryMs?: number;
  /** Number of requests of that limit that it takes. */
  cost: number;
  /** The platform's own count, where that is known: at most `count` requests in any `ms`. */
  window?: { count: number; ms: number };
}

/** Taken from a lane without asking. */
export type Spent = Pick<Lane, 'key' | 'everyMs' | 'sharedEveryMs' | 'cost'>;

/** Work that is to be done in a place. 'look and post': `find`, and then perhaps `post`. */
export type SendAction = 'post' | 'look and post' | 'edit' | 'delete' | 'crosspost';

/** People whom a message that notifies a role (Discord) or user group (Slack) would notify, or what is in the way. */
export type Notifiable =
  /** `name`: as a mention shows it, "@Frivillige". */
  { name: string; people: number } | { hindrance: NotifyHindrance };

export const NOTIFY_HINDRANCES = [
  /** It is everybody in the space: nobody is notified in that way. */
  'everyone',
  'role-gone',
  /** The person may not notify it there. */
  'person-may-not',
  /** We may not. */
  'bot-may-not',
  /** The platform does not tell how many people it has. */
  'uncounted',
] as const;
export type NotifyHindrance = (typeof NOTIFY_HINDRANCES)[number];

/** A platform behind one set of words. `src/discord` and `src/slack` implement it; nothing else knows them. */
export interface Platform {
  readonly name: string;
  /**
   * Connects, and registers the commands. Resolves when everything was tried once: what does not work is tried again in
   * the background until `stop`, each part by itself. Rejects with a ConfigurationError when the platform refuses all
   * of it, so that only a person can put it right; it is tried again all the same.
   */
  start(receiver: Receiver, commands: readonly CommandDescription[]): Promise<void>;
  /** Gets ready for sending alone: another process receives. Resolves and rejects as `start` does. */
  startSending(): Promise<void>;
  /** True when it serves people in any of its spaces: hears what they do, or can send when that is all it is to do. */
  hears(): boolean;
  /** State of each part of it. */
  connections(): readonly ConnectionState[];
  /** Stops receiving, lets what is under way finish, disconnects. */
  stop(): Promise<void>;
  /**
   * Names the limits that an action counts against, the one that most requests share first. Who keeps to them is not
   * answered "too many requests"; what a platform says in an answer still goes before.
   */
  lanes(action: SendAction, target: Target): readonly Lane[];
  /** @returns requests made since the last call that count against a lane and that nobody took from it beforehand */
  unplanned(): readonly Spent[];
  /**
   * Posts once: no retry of the SDK's own. Nobody is notified but the role that the card names in `notifies`.
   * @param key identifies the delivery; the same key again within the platform's window posts nothing new
   * @throws {SendError}
   */
  post(target: Target, card: Card, key: string): Promise<MessageRef>;
  /**
   * Longest time after an attempt in which its message may still come, in ms, where the platform would take the same
   * key again for another message. Left out where it knows keys.
   */
  readonly latePostMs?: number;
  /**
   * Looks for a message that an earlier `post` with this key may have left. What takes long, because the platform shows
   * little at a time, ends as 'wait' with how far it came, and goes on from there.
   * @throws {SendError}
   */
  find(target: Target, key: string, sought: Sought): Promise<MessageRef | null>;
  /** @throws {SendError} 'unknown' when the answer was lost: it may still be done, even after what is done later */
  edit(ref: MessageRef, card: Card): Promise<void>;
  /** Takes a message of ours away; one that is gone already is no error. @throws {SendError} as `edit` */
  delete(ref: MessageRef): Promise<void>;
  /**
   * Passes a message on to the channels that follow its own; left out where the platform has no such thing. A message
   * that was passed on already is no error.
   * @returns false when nobody can follow its channel (any more)
   * @throws {SendError}
   */
  crosspost?(ref: MessageRef): Promise<boolean>;
  /**
   * Left out together with `crosspost`.
   * @returns whether others can follow a channel, so that messages in it can be passed on
   * @throws {SendError} when that cannot be known
   */
  canBeFollowed?(channel: string): Promise<boolean>;
  /**
   * Left out where messages have no address.
   * @returns the address at which people see a message, or null when it is not known just now
   */
  addressOf?(ref: MessageRef): string | null;
  /** @returns a text that is equal exactly when two cards look the same on this platform */
  fingerprint(card: Card): string;
  /**
   * @returns by how many characters a card's words are over the platform's limits: so much would be cut; 0 when it fits
   */
  excess(card: Card): number;
  /** @throws {SendError} */
  describeSpace(space: string): Promise<SpaceDescription>;
  /**
   * @param typed the platform's own id, or the name as people write it: "#arrangementer", "arrangementer"
   * @returns the platform's own id, or null when the space has no such channel that the bot can see
   * @throws {SendError}
   */
  findChannel(space: string, typed: string): Promise<string | null>;
  /**
   * @param names as people call channels, the first rather than the second
   * @returns the platform's own id of a channel that has one of these names, or null when none has
   * @throws {SendError}
   */
  findNamed(space: string, names: readonly string[]): Promise<string | null>;
  /**
   * @returns how people call a channel of the space, without a sign before it; null when it has no such channel, or
   * none that the bot can see
   * @throws {SendError} when that cannot be known
   */
  channelName(space: string, channel: string): Promise<string | null>;
  /** Does what `findChannel` does, for a role (Discord) or a user group (Slack): "@arrangører". */
  findRole(space: string, typed: string): Promise<string | null>;
  /**
   * Says what somebody may do in a space, asked anew: in direct messages a platform may not tell (Discord). Somebody
   * who is not in the space manages nothing.
   * @throws {SendError}
   */
  member(space: string, account: string): Promise<Member>;
  /**
   * Asked anew whenever it matters: roles and rights change.
   * @param place where the message is to stand @param role the platform's own id @param account who wants it notified
   * @throws {SendError}
   */
  notifiable(place: { space: string; channel: string }, role: string, account: string): Promise<Notifiable>;
  /** @returns why the bot cannot post cards in a channel, or null when it can @throws {SendError} */
  cannotPost(space: string, channel: string): Promise<SendFailure | null>;
}

/** Reason for which a platform will never take a message, in one closed list that the locale files put into words. */
export type SendFailure =
  | 'channel-gone'
  /** Gone, or not shown to the bot: the platform does not tell which. */
  | 'channel-unseen'
  | 'channel-archived'
  /** Direct messages: what is for many has no place there. */
  | 'no-channel'
  | 'message-gone'
  | 'no-access'
  /** The app as a whole was not given something that it asks for: whoever runs the bot has to install it again. */
  | 'permission-missing'
  /** The platform does not let us write to the person, or does not show them to us: they may well be there. */
  | 'direct-messages-closed'
  /**
   * The platform says that the account itself is no more. What the person had is given to others, so nothing less
   * counts.
   */
  | 'account-gone'
  | 'space-gone'
  | 'too-large'
  | 'refused'
  /** We stopped trying: the platform did not answer for about an hour. */
  | 'gave-up';

/** A message that did not get through, with what the caller may do about it. */
export class SendError extends Error {
  readonly outcome: SendOutcome;
  /** The one whose servers failed: not the database. */
  readonly of = 'platform';
  /** Of a search that did not come to its end: how far it came, in the platform's own words. */
  readonly searched: string | undefined;

  constructor(outcome: SendOutcome, cause?: unknown, searched?: string) {
    super(outcome.kind === 'never' ? `never: ${outcome.reason}` : outcome.kind, { cause });
    this.outcome = outcome;
    this.searched = searched;
  }
}

export type SendOutcome =
  /** The platform refused: trying again changes nothing. `detail`: the platform's own error code. */
  | { kind: 'never'; reason: SendFailure; detail: string }
  /** The platform says wait this long (ms). It did not do the work. */
  | { kind: 'wait'; forMs: number }
  /** It surely did not reach the platform; trying again is safe. */
  | { kind: 'not-sent' }
  /** It may or may not be there: find out before the next attempt. */
  | { kind: 'unknown' };

/** A setting that is wrong or missing; `message` is one clear sentence that names it and says what to do. */
export class ConfigurationError extends Error {}
