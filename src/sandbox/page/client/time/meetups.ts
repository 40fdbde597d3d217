import type { SeenMessage } from '../../../contract.ts';

/** Something that takes place, as a card tells it. */
export interface Meetup {
  title: string;
  /** ms since the epoch */
  startsAt: number;
}

/** Ways in which a card's JSON writes an instant: Discord's markup, Slack's markup, an element of Slack's rich text. */
const INSTANT = /<t:(\d{9,12}):F>|<!date\^(\d{9,12})\^|"timestamp":(\d{9,12})/;

/** @returns what the cards in some messages are about, the soonest first: cards that all see, with buttons to answer */
export function meetupsIn(messages: readonly SeenMessage[]): Meetup[] {
  const found = messages.flatMap(meetupOf);
  return found
    .filter((one, index) => found.findIndex((other) => same(one, other)) === index)
    .toSorted((one, other) => one.startsAt - other.startsAt);
}

/** @returns the meetup that a card is about */
export function meetupOf(message: SeenMessage): Meetup[] {
  if (!message.fromBot || message.onlyYou || message.buttons.length === 0) return [];
  const seconds = INSTANT.exec(JSON.stringify(message.raw))?.slice(1).find(Boolean);
  const title = message.text.split('\n')[0] ?? '';
  return seconds && title ? [{ title, startsAt: Number(seconds) * 1000 }] : [];
}

function same(one: Meetup, other: Meetup): boolean {
  return one.title === other.title && one.startsAt === other.startsAt;
}
