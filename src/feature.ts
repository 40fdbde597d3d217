import type pg from 'pg';
import type { Logger } from 'pino';
import type { ActionHandler } from './chat/command.ts';
import type { Context } from './communities/context.ts';
import type { CommunityId } from './communities/ids.ts';
import type { Manages } from './communities/managing.ts';
import type { Database } from './database/client.ts';
import type { Prisma } from './database/generated/client.ts';
import type { Tx } from './database/transaction.ts';
import type { Preparation, Settled } from './delivery/deliver.ts';
import type { Message } from './delivery/message.ts';
import type { Outbox } from './delivery/outbox.ts';
import type { SweepStep } from './sweep.ts';
import type { Clock } from './time/clock.ts';
import type { Route } from './web/route.ts';

/** Parts of the bot that a feature's own work needs. */
export interface FeatureParts {
  db: Database;
  outbox: Outbox;
  clock: Clock;
  /** Tells whether anybody still manages a space, asked of its platform. */
  manages: Manages;
  log: Logger;
}

/** A column of the database: "Meetup.organiserId". */
export type Column = `${Prisma.ModelName}.${string}`;

/** A space, with what was made in its community of one, goes into another community. */
export interface SpaceMove {
  from: CommunityId;
  to: CommunityId;
}

/** Counts of what people have to know after a restore. */
export interface Doubtful {
  /** Messages that were on their way: each is looked for before it is sent. */
  messages: number;
  /** Reminders that were due since the backup: taken as sent. */
  reminders: number;
  /** Announcements that were due since the backup: drafts again. */
  announcements: number;
}

/** A space that the bot was put back into. */
export interface ReturnedSpace {
  id: string;
  community: CommunityId;
}

/** Work of a feature that comes due by itself. */
export interface DueWork {
  steps: readonly SweepStep[];
  /** Lets what the steps began finish. */
  stop?(): Promise<void>;
}

/**
 * Everything that a feature tells the rest of the bot. `features.ts` lists them; the bot, moving a space, forgetting,
 * restoring a backup and the tests walk that list. Everything but the name and the data may be left out.
 */
export interface Feature {
  name: string;
  /** Kinds of its deliveries and live cards, each with what it looks like. */
  messages?: readonly Message[];
  /** Handlers of the buttons and menus on its cards, each found by the name of its action. */
  buttons?: readonly ActionHandler<Context>[];
  /** By kind: asks a platform what must be known before a message of that kind is rendered. */
  preparations?(parts: FeatureParts): Readonly<Record<string, Preparation>>;
  /** Kinds of live cards of which each of many people may have one: their edits let all others go before. */
  editedLast?: readonly string[];
  due?(parts: FeatureParts): DueWork;
  /** Paths of the web server that it answers, for whoever can reach the server: it checks itself who asks. */
  routes?(parts: FeatureParts): readonly Route[];
  on?: {
    /** Runs in the transaction in which deliveries of any kind reach their end. Queries and the outbox only. */
    deliveriesEnded?(parts: FeatureParts, tx: Tx, ended: readonly Settled[]): Promise<void>;
    /** Runs in the transaction that notes messages as sent because somebody pressed them. */
    messagesFound?(parts: FeatureParts, tx: Tx, found: readonly Settled[]): Promise<void>;
    /** Moves the feature's rows, before the empty community goes. */
    spaceMoved?(tx: Tx, move: SpaceMove): Promise<void>;
    /** The bot was put back into a space. */
    spaceReturned?(parts: FeatureParts, tx: Tx, space: ReturnedSpace): Promise<void>;
  };
  data: FeatureData;
}

/** Rows of a feature that are about people and communities. A test holds these lists against the database. */
export interface FeatureData {
  /** Columns that refer to an account: it is kept while any of them does. */
  account?: readonly Column[];
  /** Columns that refer to a person, who is kept likewise. */
  person?: readonly Column[];
  /** Columns that refer to a community: `spaceMoved` moves them, or the row goes with it. */
  community?: readonly Column[];
  /** Deletes rows that have been kept for their time. @param now the time of day, ms */
  forget?(db: Tx, now: number): Promise<void>;
  /** Marks, after a backup was put back, what may have been sent since it was made. @param now the time of day */
  doubt?(session: pg.Client, now: Date): Promise<Partial<Doubtful>>;
}
