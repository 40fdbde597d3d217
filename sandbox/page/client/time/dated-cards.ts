import type { SeenMessage } from '../../../contract.ts';

/** A card with a time on it. */
export interface DatedCard {
  /** Its first line. */
  title: string;
  /** ms since the epoch */
  startsAt: number;
}

/** Ways in which a card's JSON writes an instant: Discord's markup, Slack's markup, an element of Slack's rich text. */
const INSTANT = /<t:(\d{9,12}):F>|<!date\^(\d{9,12})\^|"timestamp":(\d{9,12})/;

/** @returns the cards with a time among some messages, the soonest first: cards that all see, with buttons */
export function datedCardsIn(messages: readonly SeenMessage[]): DatedCard[] {
  const found = messages.flatMap(datedCardOf);
  return found
    .filter((one, index) => found.findIndex((other) => same(one, other)) === index)
    .toSorted((one, other) => one.startsAt - other.startsAt);
}

/** @returns the message as a card, or nothing when it is none */
export function datedCardOf(message: SeenMessage): DatedCard[] {
  if (!message.fromBot || message.onlyYou || message.buttons.length === 0) return [];
  const seconds = INSTANT.exec(JSON.stringify(message.raw))?.slice(1).find(Boolean);
  const title = message.text.split('\n')[0] ?? '';
  return seconds && title ? [{ title, startsAt: Number(seconds) * 1000 }] : [];
}

function same(one: DatedCard, other: DatedCard): boolean {
  return one.title === other.title && one.startsAt === other.startsAt;
}
