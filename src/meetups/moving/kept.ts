import { z } from 'zod';
import { readChange } from '../facts/rules.ts';
import type { MeetupChange, MeetupDetails } from '../store.ts';

const instant = z.coerce.number().int();
const end = z.union([z.literal('').transform(() => null), instant]);

/** An edit as it waits in a row of what people typed, which keeps texts alone. */
const keptEdit = z.object({
  meetup: z.uuid(),
  /** The time that it replaces. */
  fromStart: instant,
  fromEnd: end,
  startsAt: instant,
  endsAt: end,
  title: z.string().optional(),
  place: z.string().optional(),
  description: z.union([z.literal('').transform(() => null), z.string()]).optional(),
  capacity: z.union([z.literal('').transform(() => null), instant]).optional(),
  facts: z
    .string()
    .transform((words) => readChange(JSON.parse(words)))
    .optional(),
});
export type KeptEdit = z.output<typeof keptEdit>;

type Times = Pick<MeetupDetails, 'startsAt' | 'endsAt'>;

/** @returns the values of the row: of an edit only what it changes */
export function keptValues(meetup: string, from: Times, edit: MeetupChange & Times): Record<string, string> {
  const { startsAt, endsAt, title, place, description, capacity, facts } = edit;
  const words = (value: string | number | null) => (value === null ? '' : String(value));
  return {
    meetup,
    fromStart: words(from.startsAt),
    fromEnd: words(from.endsAt),
    startsAt: words(startsAt),
    endsAt: words(endsAt),
    ...(title !== undefined && { title }),
    ...(place !== undefined && { place }),
    ...(description !== undefined && { description: words(description) }),
    ...(capacity !== undefined && { capacity: words(capacity) }),
    ...(facts !== undefined && { facts: JSON.stringify(facts) }),
  };
}

/** @returns null for a row that holds something else */
export function readKept(values: Record<string, string>): KeptEdit | null {
  return keptEdit.safeParse(values).data ?? null;
}
