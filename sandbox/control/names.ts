import type { LocalPlatform, SpaceSeen } from '../contract.ts';
import { Refusal } from './refusal.ts';

/** The actor, and the place, as the request says it: keys, names or ids, in any sensible writing. */
export interface Naming {
  platform?: 'discord' | 'slack' | undefined;
  as?: string | undefined;
  space?: string | undefined;
}

interface Found {
  platform: LocalPlatform;
  as: string;
  space: SpaceSeen;
}

/** Finds the person and the platform that a request names. @throws {Refusal} */
export function findPerson(
  platforms: readonly LocalPlatform[],
  naming: Naming,
): { platform: LocalPlatform; as: string } {
  const found = candidates(platforms, naming);
  const on = [...new Set(found.map((each) => each.platform))];
  const where = on.map((each) => each.name).join(' and ');
  const platform = only(on, naming, `${quoted(naming.as)} is on ${where}: say which with "platform".`);
  const keys = [...new Set(found.map((each) => each.as))];
  return { platform, as: only(keys, naming, `${quoted(naming.as)} may be ${keys.join(' or ')}: give the key.`) };
}

/** Finds the person, and the one space that a request names. @throws {Refusal} */
export function findPersonIn(platforms: readonly LocalPlatform[], naming: Naming & { space: string }): Found {
  const { platform, as } = findPerson(platforms, naming);
  const spaces = candidates([platform], naming).filter((each) => each.as === as);
  return only(spaces, naming, `There are several spaces called ${quoted(naming.space)}: give the id.`);
}

/** Finds a space without a person. @throws {Refusal} */
export function findSpace(platforms: readonly LocalPlatform[], naming: Naming & { space: string }): Omit<Found, 'as'> {
  const found = platforms
    .filter((each) => !naming.platform || each.name === naming.platform)
    .flatMap((platform) => matching(platform.spaces(), naming.space, namesOf).map((space) => ({ platform, space })));
  return only(found, naming, `There are several spaces called ${quoted(naming.space)}: give the id, or "platform".`);
}

/** @returns the id of a channel of a space, or "@" with the key of a person or the bot's name @throws {Refusal} */
export function findChannel(space: SpaceSeen, wanted: string): string {
  if (wanted.startsWith('@')) return findDirect(space, wanted.slice(1));
  const [channel, another] = matching(space.channels, wanted, namesOf);
  if (!channel) {
    const names = space.channels.map((each) => `#${each.name}`).join(', ');
    throw new Refusal(404, `There is no channel ${quoted(wanted)} in ${space.name}; there are ${names}.`);
  }
  if (another) throw new Refusal(400, `There are several channels called ${quoted(wanted)}: give the id.`);
  return channel.id;
}

/** Direct messages, by whom they are with. */
function findDirect({ name, people, bot }: SpaceSeen, wanted: string): string {
  if (fold(wanted) === fold(bot.name)) return `@${bot.name}`;
  const [person, another] = matching(people, wanted, (one) => [one.key, one.id, one.name]);
  if (!person) throw new Refusal(404, `There is nobody called ${quoted(wanted)} in ${quoted(name)}.`);
  if (another) throw new Refusal(400, `There are several people called ${quoted(wanted)}: give the key.`);
  return `@${person.key}`;
}

/** Each person of each space that fits; a person who is in two spaces comes twice when no space is named. */
function candidates(platforms: readonly LocalPlatform[], { platform, as, space }: Naming): Found[] {
  return platforms
    .filter((each) => !platform || each.name === platform)
    .flatMap((each) => {
      const spaces = space === undefined ? each.spaces() : matching(each.spaces(), space, namesOf);
      return spaces.flatMap((one) =>
        matching(one.people, as ?? '', (person) => [person.key, person.id, person.name]).map((person) => ({
          platform: each,
          as: person.key,
          space: one,
        })),
      );
    });
}

function only<Item>(items: readonly Item[], naming: Naming, several: string): Item {
  const [item, another] = items;
  if (item === undefined) throw new Refusal(404, nothingFound(naming));
  if (another !== undefined) throw new Refusal(400, several);
  return item;
}

function nothingFound({ platform, as, space }: Naming): string {
  const where = [space && `in ${quoted(space)}`, platform && `on ${platform}`].filter(Boolean).join(' ');
  const what = as === undefined ? 'no such space' : `nobody called ${quoted(as)}`;
  return `There is ${what}${where && ` ${where}`}; GET /control/world lists spaces and people.`;
}

/** Prefers names that equal the wanted one as it stands over those that equal it only when written otherwise. */
function matching<Item>(items: readonly Item[], wanted: string, names: (item: Item) => string[]): Item[] {
  const exact = items.filter((item) => names(item).includes(wanted));
  if (exact.length > 0) return exact;
  const folded = fold(wanted);
  return folded === '' ? [] : items.filter((item) => names(item).some((name) => fold(name) === folded));
}

function namesOf(item: { id: string; name: string }): string[] {
  return [item.id, item.name];
}

/** "Søren", "soren" and "soeren" are one; so are "#arrangementer" and "arrangementer", "Åse", "aase" and "ase". */
function fold(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .normalize('NFKD')
    .replaceAll('oe', 'o')
    .replaceAll('aa', 'a')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function quoted(name: string | undefined): string {
  return `"${name ?? ''}"`;
}
