import { Temporal } from 'temporal-polyfill';
import { fillIn, isNothing } from './fill-in.ts';
import { momentOf } from './moment.ts';
import { afterMidnight } from './night.ts';
import { fail, type Outcome, PENALTY } from './outcome.ts';
import { parseWhen } from './parse-when.ts';
import { FAR_FETCHED } from './parts.ts';
import { inWallTime } from './pasted.ts';
import { type Phrase, readPhrase } from './phrase.ts';
import { type Change, readChange } from './read-change.ts';
import { guess, unsureOf } from './readings.ts';
import { resolve } from './resolve.ts';
import { takeZone } from './said-zone.ts';
import { LONGEST_TEXT } from './spelling.ts';
import { tokenise } from './tokens.ts';
import type { When, WhenContext } from './when.ts';

/** The moment that is being changed: ms since the epoch. */
export interface Standing {
  readonly start: number;
  readonly end: number | null;
}

const MOST_READINGS = 16;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** "Til 18" for something that begins at 19 is rather a slip than 23 hours. */
const LONGEST_NIGHT_MS = 12 * 60 * MINUTE_MS;

/** Words that give up what follows them: "kl. 18 i stedet for kl. 17". */
const IN_PLACE_OF = /(?<=\S)\s+(?:i\s?stedet\s+for|instead\s+of)(?![\p{L}\d]).*$/isu;
/** Words that say that something is changed, or that it stays, and nothing about when. */
const SAID_BESIDE =
  /(?<![\p{L}\d])(?:i\s?stedet|instead|rather|først|allerede|already|(?:på |at |on )?(?:det |den |the )?(?:samme (?:tid(?:spunkt)?|dag)|same (?:time|day)))(?![\p{L}\d])/giu;
const MOVED =
  /(?<![\p{L}\d])(?:flyt(?:tes|tet)?|ryk(?:kes|ket)?|ret(?:tes)?|move[ds]?|change[ds]?|shift(?:ed)?)(?:\s+(?:den|det|it))?(?:\s+(?:til|to|med|by))?(?![\p{L}\d])/iu;
const POSTPONED =
  /(?<![\p{L}\d])(?:udsæt(?:tes)?|udsat|udskyd(?:es)?|udskudt|postponed?|delay(?:ed)?|push(?:ed)?(?:\s+back)?)(?:\s+(?:den|det|it))?(?:\s+(?:til|to|med|by))?(?![\p{L}\d])/iu;

/**
 * Reads the words by which somebody changes a moment. What they leave out stays: "kl. 20" is on the same day, "søndag" at
 * the same time, and the length stays when no end is said; "til 18" is a new end, "en time senere" moves both ends.
 * - a weekday alone is the one nearest to the day that stands, as far as it lies ahead; a day of the month is that month's
 * - an hour up to 8 without a day is in the afternoon when what stands is
 * All else is read as `parseWhen` does.
 */
export function parseWhenInContext(text: string, standing: Standing, context: WhenContext): When {
  const pasted = afterMidnight(inWallTime(text.slice(0, LONGEST_TEXT), context.zone));
  if (takeZone(pasted)) return parseWhen(text, context);
  const plain = pasted.replace(IN_PLACE_OF, '').replace(SAID_BESIDE, ' ');
  const words = plain.replace(MOVED, ' ').replace(POSTPONED, ' ').trim();
  const tokens = tokenise(words);
  const change = readChange(tokens, POSTPONED.test(plain));
  if (change) return changed(change, standing, context);
  // "Flyt en time": later or earlier, nobody said.
  if (MOVED.test(plain) && readChange(tokens, true))
    return fail(sceneOf(EMPTY, context.now, context.zone), 'unclear', {}).when;
  return readWords(words === '' ? pasted : words, standing, context);
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

/** Days and months are counted on the calendar: the time of day stays when the clocks change. */
function changed({ moves, by }: Change, { start, end }: Standing, { now, zone }: WhenContext): When {
  const from = zoned(start, zone);
  const until = end === null ? null : zoned(end, zone);
  const moved = moves === 'all' ? from.add(by) : from;
  const stop = until?.add(by) ?? (moves === 'end' ? null : undefined);
  const scene = sceneOf(EMPTY, now, zone);
  // Nothing was said about an end, so there is none to be later.
  if (stop === null) return fail(scene, 'unclear', {}).when;
  const fact = { date: moved.toPlainDate(), minutes: moved.hour * 60 + moved.minute };
  if (stop && stop.epochMilliseconds <= moved.epochMilliseconds) return fail(scene, 'end-before-start', fact).when;
  const over = moves === 'all' ? moved.epochMilliseconds : (stop?.epochMilliseconds ?? now);
  if (over <= now) return fail(scene, 'past', fact).when;
  return { ok: true, ...momentOf(moved, stop ?? null) };
}

const EMPTY: Phrase = {
  start: {},
  end: {},
  startTime: null,
  endTime: null,
  startPart: null,
  endPart: null,
  duration: null,
  days: false,
  also: [],
  either: false,
  repeats: null,
  unknown: [],
};

function sceneOf(phrase: Phrase, at: number, zone: string) {
  const now = zoned(at, zone);
  return { phrase, now, today: now.toPlainDate() };
}

function readWords(text: string, standing: Standing, context: WhenContext): When {
  const now = zoned(context.now, context.zone);
  const covers = readPhrase(tokenise(text), now.year).slice(0, MOST_READINGS);
  let best: { outcome: Outcome; phrase: Phrase; cost: number; natural: boolean } | null = null;
  for (const { phrase, cost: strangeness } of covers) {
    if (best && best.cost <= strangeness) break;
    const outcome = resolveBeside(phrase, standing, context);
    const cost = strangeness + outcome.penalty;
    const natural = phrase.unknown.length === 0 && strangeness < FAR_FETCHED;
    if (!best || cost < best.cost) best = { outcome, phrase, cost, natural };
  }
  if (!best) throw new Error('A text was given no reading at all');
  return best.natural && !best.phrase.repeats ? best.outcome.when : guess(best.outcome.when, best.phrase, now);
}

/** A day with a time is said in full: where it may mean several moments, what stands does not tell which. */
const asks = ({ start, startTime }: Phrase) => !isNothing(start) && startTime !== null;

function resolveBeside(said: Phrase, standing: Standing, { now, zone }: WhenContext): Outcome {
  const { phrase, keepsStart, keepsLength } = fillIn(said, zoned(standing.start, zone), zoned(now, zone));
  // What has begun may still be given another end.
  const at = keepsStart ? Math.min(now, standing.start - MINUTE_MS) : now;
  const outcome = resolve(phrase, zoned(at, zone));
  const { when } = outcome;
  if (!when.ok) return outcome;
  if (keepsLength) {
    const lasting = (start: number) => {
      const end = standing.end === null ? null : zoned(start + (standing.end - standing.start), zone);
      return momentOf(zoned(start, zone), end);
    };
    const unsure = asks(said) ? unsureOf(phrase, when, zoned(now, zone)) : null;
    const others = unsure?.others.map(({ start }) => lasting(start)) ?? [];
    return { ...outcome, when: { ok: true, ...lasting(when.start), ...(unsure && { unsure: { ...unsure, others } }) } };
  }
  const scene = sceneOf(phrase, now, zone);
  const fact = { date: zoned(when.start, zone).toPlainDate() };
  // "Til søndag kl. 12" is rather where it is moved to than the end of something that lasts for days from now on.
  const grows = keepsStart && when.end !== null && when.end - when.start > DAY_MS;
  const lasted = standing.end !== null && standing.end - standing.start > DAY_MS;
  const penalty = outcome.penalty + (grows && !lasted && !isNothing(said.end) ? PENALTY.unlikely : 0);
  const clockAlone = keepsStart && said.endTime !== null && isNothing(said.end);
  if (clockAlone && when.end !== null && when.end - when.start > LONGEST_NIGHT_MS)
    return fail(scene, 'end-before-start', fact);
  if (when.end !== null && when.end <= now) return fail(scene, 'past', fact);
  const unsure = asks(said) ? unsureOf(phrase, when, zoned(now, zone)) : null;
  return unsure ? { penalty, when: { ...when, unsure } } : { ...outcome, penalty };
}
