import type { z } from 'zod';
import { field } from '../../chat/input.ts';
import { readAddress, shownLink } from '../../chat/web-address.ts';

/** Forms in which facts are asked for, in the order of their buttons; at most five facts in each. */
export const SECTIONS = ['practical', 'picture'] as const;
export type Section = (typeof SECTIONS)[number];

/** Something that may be told of a meetup besides what every meetup has. */
export interface Fact {
  section: Section;
  field: z.ZodString;
  /** `line`: under its label. `link`: as a link with its label. `image`, and `alt`, the words for who does not see it. */
  shown: 'line' | 'link' | 'image' | 'alt';
  /** Reads what was typed into what is kept. @throws {UserError} about the field */
  read?(typed: string): string;
  /** Words in which a form shows what is kept. */
  typed?(value: string): string;
}

/** All facts, in the order in which a card shows them. Their texts are `commands.meetup.fields` in the locale files. */
export const FACTS = {
  audience: { section: 'practical', field: field.line(100), shown: 'line' },
  price: { section: 'practical', field: field.line(100), shown: 'line' },
  bring: { section: 'practical', field: field.line(200), shown: 'line' },
  access: { section: 'practical', field: field.line(300), shown: 'line' },
  link: {
    ...{ section: 'practical', field: field.address(), shown: 'link' },
    ...{ read: (typed: string) => readAddress(typed, 'link'), typed: shownLink },
  },
  image: {
    ...{ section: 'picture', field: field.address(), shown: 'image' },
    ...{ read: (typed: string) => readAddress(typed, 'image'), typed: shownLink },
  },
  alt: { section: 'picture', field: field.line(300), shown: 'alt' },
} as const satisfies Record<string, Fact>;

export type FactName = keyof typeof FACTS;
/** Facts that were told. */
export type Facts = { readonly [Name in FactName]?: string };
/** A change of facts; null takes one back. */
export type FactChange = { readonly [Name in FactName]?: string | null };

export const FACT_NAMES = Object.keys(FACTS) as FactName[];

export function factOf(name: FactName): Fact {
  return FACTS[name];
}
