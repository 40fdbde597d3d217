import { z } from 'zod';
import { asSeen } from '../chat/as-seen.ts';
import type { Option } from '../chat/card.ts';
import { field } from '../chat/input.ts';
import { readMoment } from '../chat/moment.ts';
import { speaker } from '../chat/say.ts';
import { ChoiceError, UserError } from '../chat/user-error.ts';
import { readAddress, shownLink } from '../chat/web-address.ts';
import type { Context } from '../communities/context.ts';
import { membershipsOf } from '../communities/networks/store.ts';
import { spacesOf } from '../communities/store.ts';
import type { Moment } from '../time/when/when.ts';
import { writeMoment } from '../time/write.ts';
import { ownText } from './places.ts';
import type { Content, Destination } from './store.ts';

/** Fits a heading on both platforms. */
const TITLE_MAX = 100;
/** More than a message holds anywhere, so that it can be said by how much a text is too long, and where. */
const TEXT_MAX = 4000;
const REASON_MAX = 300;
/** Means the author's own community alone. */
const OWN = 'own';

/** Fields of an announcement, each way of saying it once. */
const fields = {
  title: field.line(TITLE_MAX),
  text: field.paragraph(TEXT_MAX),
  link: field.address().optional(),
  image: field.address().optional(),
};

export const correctInput = z.object(fields);
export const writeInput = z.object({ ...fields, topic: field.pick() });
/** The change that is asked for before somebody says yes: one line, or nothing. */
export const declineInput = z.object({ reason: field.line(REASON_MAX).optional() });
/** Emptied, the other language is taken out. */
export const translateInput = z.object({ title: fields.title.optional(), text: fields.text.optional() });
export const whenInput = z.object({ when: field.instant() });

/** @throws {UserError} about "link" or "image" */
export function readAddresses({ link, image }: { link?: string; image?: string }): Pick<Content, 'link' | 'image'> {
  return {
    link: link === undefined ? null : readAddress(link, 'link'),
    image: image === undefined ? null : readAddress(image, 'image'),
  };
}

/** Checks of every form with addresses. */
export const addressChecks = {
  link: (_context: Context, typed: string) => readAddress(typed, 'link'),
  image: (_context: Context, typed: string) => readAddress(typed, 'image'),
};

/** @returns what a form shows of a content's addresses, as people write them */
export function addressValues({ link, image }: Pick<Content, 'link' | 'image'>): { link: string; image: string } {
  return { link: link === null ? '' : shownLink(link), image: image === null ? '' : shownLink(image) };
}

const AT_ONCE =
  /^(?:(?:lige )?nu(?: med det samme)?|med det samme|straks|omgående|hurtigst muligt|(?:right )?now|(?:right|straight) away|immediately|at once|as soon as possible|asap)$/;
const SOME_TIME =
  /^(?:(?:lige )?om (?:lidt|et øjeblik)|snart|(?:lidt )?senere|(?:very )?soon|(?:a bit )?later|in a (?:bit|moment|while))$/;

/**
 * @param words when to send, in free words
 * @returns ms since the epoch; null for "now" and its like: it waits for no time
 * @throws {UserError} about "when"
 */
export function readSendingTime(scene: Pick<Context, 'language' | 'zone' | 'now'>, words: string): number | null {
  const plain = words
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '');
  if (AT_ONCE.test(plain)) return null;
  if (SOME_TIME.test(plain)) throw new UserError('sending-soon', { typed: words }, 'when');
  const { start, end } = readOneMoment(scene, words);
  if (end === null) return start;
  const { zone, language } = scene;
  const only = writeMoment(start, null, { zone, language, year: 'always' });
  throw new UserError('sending-end', { start: only }, 'when');
}

/** @throws {UserError} which speaks of announcements where several days were said, and not of meetups */
function readOneMoment(scene: Pick<Context, 'language' | 'zone' | 'now'>, words: string): Moment {
  try {
    return readMoment(scene, words, 'when');
  } catch (error) {
    if (!(error instanceof ChoiceError) || error.code !== 'when-days') throw error;
    throw new ChoiceError(new UserError('sending-days', {}, 'when'), error.choices, true);
  }
}

interface Choice extends Option, Destination {
  /** The topic's name alone, as one may type it. */
  name: string;
}

/** Everything that an announcement of the caller's community can be about: to itself, and the topics of its networks. */
async function choices(context: Context): Promise<Choice[]> {
  const speak = speaker(context.language, context.zone, context.now);
  const memberships = await membershipsOf(context.db.prisma, context.space.community.id);
  const topics = memberships.flatMap(({ network }) =>
    network.topics.map(({ id, name }) => ({
      value: id,
      label: speak.say('announcement.audience-network', { network: network.name, topic: name }),
      name,
      network: network.id,
      topic: id,
    })),
  );
  const label = ownText(await spacesOf(context.db.prisma, context.space.community.id), speak);
  return [...topics, { value: OWN, label, name: speak.say('announcement.only-us'), network: null, topic: null }];
}

export async function suggestTopics(context: Context, typed: string): Promise<Option[]> {
  const wanted = asSeen(typed);
  const found = (await choices(context)).filter(({ label }) => asSeen(label).includes(wanted));
  return found.map(({ value, label, name }) => ({ value, label, name }));
}

/** @param typed a proposal's value, or a topic as people write it @throws {UserError} about "topic" */
export async function readDestination(context: Context, typed: string): Promise<Destination> {
  const wanted = asSeen(typed);
  const all = await choices(context);
  const found = all.filter(({ value, label, name }) => [value, asSeen(label), asSeen(name)].includes(wanted));
  const [only, ...others] = found;
  if (only && others.length === 0) return { network: only.network, topic: only.topic };
  const names = new Intl.ListFormat(context.language, { type: 'disjunction' }).format(
    (found.length > 0 ? found : all).map(({ label }) => label),
  );
  throw new UserError('topic-unknown', { typed, names }, 'topic');
}

/** Checks of the form for a whole announcement. */
export const writeChecks = { ...addressChecks, topic: readDestination };

/** @returns the value by which a form shows where an announcement goes; "" when it cannot go there any more */
export async function destinationValue(
  context: Context,
  { network, topic }: { network: unknown; topic: { id: string } | null },
): Promise<string> {
  const wanted = network ? topic?.id : OWN;
  return (await choices(context)).find(({ value }) => value === wanted)?.value ?? '';
}
