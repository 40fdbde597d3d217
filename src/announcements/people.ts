import type { Speaker } from '../chat/say.ts';
import { type AccountRef, type Inline, strong, type Text } from '../chat/text.ts';
import { placeInWords } from '../communities/linking/place.ts';
import type { Place } from './store.ts';

/** A person who wrote, was asked or decided, and in which space. */
export interface Participant {
  account: AccountRef;
  place: Place;
}

/**
 * Names never cross spaces: people of the reader's own are mentioned, which notifies nobody and shows the name to those who
 * are there; of others it says how many there are where.
 * @param here our id of the reader's space
 */
export function peopleText(people: readonly Participant[], here: string, speak: Speaker): Inline {
  const once = people.filter(
    (one, index) => people.findIndex((other) => other.place.id === one.place.id && same(other, one)) === index,
  );
  const named = once
    .filter(({ place }) => place.id === here)
    .map(({ account }) => ({ type: 'account', account }) as const);
  const elsewhere = Map.groupBy(
    once.filter(({ place }) => place.id !== here),
    ({ place }) => placeInWords(place, speak),
  );
  const others = [...elsewhere].map(([place, all]) => speak.say('announcement.somebody', { count: all.length, place }));
  return strong(listText([...named, ...others], speak));
}

const same = (one: Participant, other: Participant): boolean =>
  one.account.platform === other.account.platform &&
  one.account.tenant === other.account.tenant &&
  one.account.id === other.account.id;

/** @returns "a, b and c", with nodes among them */
function listText(parts: readonly (string | Inline)[], { language }: Speaker): Text {
  const marks = parts.map((_part, index) => String(index));
  return new Intl.ListFormat(language)
    .formatToParts(marks)
    .map(({ type, value }) => (type === 'element' ? (parts[Number(value)] ?? '') : value));
}
