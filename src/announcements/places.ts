import type { Speaker } from '../chat/say.ts';
import { placeText } from '../communities/linking/place.ts';
import { NAMED_MAX } from './destinations/rules.ts';
import type { Announcement, Place } from './store.ts';

/**
 * @returns whom an announcement is from, as its readers know them: the place that it was sent from; to a network that knows
 * its community by another name, with that name
 */
export function senderName({ community, spaceId, network }: Announcement): string {
  const sender = community.places.find(({ id }) => id === spaceId)?.name ?? community.name;
  return network && sender !== community.name ? `${sender} (${community.name})` : sender;
}

/** @returns the places of a community as one says them, those of one name with their platform: "RÅ Festival og RÅ Frivillige", or "eller" */
export function placesText(places: readonly Place[], speak: Speaker, type?: 'disjunction'): string {
  const named = places.slice(0, NAMED_MAX).map((one) => {
    const alike = places.some(({ id, name }) => id !== one.id && name === one.name);
    return alike ? placeText(one, speak) : one.name;
  });
  const more = places.length - named.length;
  const listed = [...named, ...(more > 0 ? [speak.say('announcement.others-more', { count: more })] : [])];
  return new Intl.ListFormat(speak.language, { type }).format(listed);
}

/**
 * @param communities that must approve, by id, with their names
 * @returns by whom, in the words of the community that wrote it: anybody in any of its own places
 */
export function approverNames(
  { community }: Announcement,
  communities: readonly string[],
  names: ReadonlyMap<string, string>,
  speak: Speaker,
): string[] {
  const own = placesText(community.places, speak, 'disjunction');
  return communities.map((one) => (one === community.id ? own : (names.get(one) ?? '')));
}

/** @returns to whom it goes, of an announcement to the places of its own community alone */
export function ownText(places: readonly Place[], speak: Speaker): string {
  return speak.say('announcement.audience-own', { count: places.length, places: placesText(places, speak) });
}
