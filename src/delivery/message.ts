import { z } from 'zod';
import type { Tx } from '../database/transaction.ts';
import type { Occasion, Renderer } from './deliver.ts';
import type { NewPlacement, WrittenDetails } from './outbox.ts';

type Detail = string | number | undefined;

/** Person (our id) or channel (the platform's own) that is to see a message, through one of our spaces. */
type Receiver = { spaceId: string } & ({ accountId: string } | { channel: string });

type SendingOptions = Pick<NewPlacement, 'key' | 'priority' | 'crosspost'>;

/** A kind of message by name and by what it carries; what it looks like is said where it is rendered. */
export interface MessageKind<Details extends object> {
  kind: string;
  /** This name, and those it had before. */
  names: readonly string[];
  /**
   * Addresses one: for the outbox to send once, or, without a key too, to place.
   * @param subject our id of what it is about
   */
  to<Options extends SendingOptions>(
    receiver: Receiver,
    subject: string,
    details: Details,
    options: Options,
  ): Omit<NewPlacement, keyof SendingOptions> & Options;
  /** @returns the details of a row of this kind @throws {Error} when it carries something else */
  parse(details: object): Details;
  /** @returns the details of a row; null when it is of another kind, or carries something else and so was never sent */
  read(row: { kind: string; details: object }): Details | null;
}

/** A kind of message, and how it is rendered. A feature lists them. */
export interface Message {
  names: readonly string[];
  render: Renderer;
}

/** Circumstances as of any message, with the details of one kind. */
export type OccasionOf<Details> = Omit<Occasion, 'details'> & { details: Details };

/**
 * The twin of `action()`: what a message carries, the same where it is sent and where it is rendered.
 * @param kind "feature.what"
 * @param shape the details by name: ids, numbers and words of a closed list, never texts of people. Rows of older
 * versions are read too: what they may lack is optional.
 * @param formerly names that it had in older versions, of which rows are still on their way or hang in channels: they are
 * rendered, read and edited as of this one. Whoever renames a kind has its queries go by `names`, and keeps the old name
 * in the keys, or a message would be sent once under each.
 */
export function message<Shape extends Record<string, z.ZodType<Detail>>>(
  kind: string,
  shape: Shape,
  { formerly = [] }: { formerly?: readonly string[] } = {},
): MessageKind<z.output<z.ZodObject<Shape>>> {
  const names = [kind, ...formerly];
  const schema = z.object(shape);
  return {
    kind,
    names,
    to: (receiver, subjectId, details, options) => ({
      spaceId: receiver.spaceId,
      kind,
      subjectId,
      details: details as WrittenDetails,
      to: 'channel' in receiver ? { channel: receiver.channel } : { accountId: receiver.accountId },
      ...options,
    }),
    parse(details) {
      const read = schema.safeParse(details);
      if (read.success) return read.data;
      const wrong = read.error.issues.map(({ path }) => path.join('.')).join(', ');
      throw new Error(`A message of the kind "${kind}" does not carry what it should: ${wrong}.`);
    },
    read: (row) => (names.includes(row.kind) && schema.safeParse(row.details).data) || null,
  };
}

/** Says what a kind of message looks like when it is sent, and each time its card is edited. */
export function rendered<Details extends object>(
  { names, parse }: MessageKind<Details>,
  render: (db: Tx, occasion: OccasionOf<Details>) => ReturnType<Renderer>,
): Message {
  return { names, render: async (db, occasion) => render(db, { ...occasion, details: parse(occasion.details) }) };
}
