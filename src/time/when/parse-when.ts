import { Temporal } from 'temporal-polyfill';
import { doubt, type Outcome } from './outcome.ts';
import { type Cover, readPhrase } from './phrase.ts';
import { resolve } from './resolve.ts';
import { LONGEST_TEXT } from './spelling.ts';
import { tokenise } from './tokens.ts';
import type { When, WhenContext } from './when.ts';

/** How many readings of a text are worked out; the rest are far-fetched. */
const MOST_READINGS = 16;

/** A moment that needs a stranger reading than this is only guessed at. */
const FAR_FETCHED = 3.5;

/**
 * Reads when something is to happen, in Danish or English without being told which: "på torsdag kl. 19",
 * "næste fredag 18.30-21", "tomorrow 7pm". Only the first 200 characters are read, and all of them must make sense.
 *
 * What words mean that people use differently (decided here, since nobody else does):
 * - a weekday is the next such day, today while the time lies ahead; "næste fredag" and "next Friday" are the Friday of
 *   the next week, weeks starting on Monday; "kommende" and "coming" never mean today
 * - a date without a year is the next such date; numbers are day first
 * - a time without a day is today, or tomorrow when it is over
 * - an hour is read as on a 24-hour clock unless am, pm, a part of the day or the range says otherwise
 * - midnight is the end of the day that is named
 *
 * @throws RangeError when the zone is unknown
 */
export function parseWhen(text: string, context: WhenContext): When {
  const now = Temporal.Instant.fromEpochMilliseconds(context.now).toZonedDateTimeISO(context.zone);
  const covers = readPhrase(tokenise(inWallTime(text, context.zone)), now.year).slice(0, MOST_READINGS);
  let best: { outcome: Outcome; cover: Cover; cost: number } | null = null;
  for (const cover of covers) {
    if (best && best.cost <= cover.cost) break;
    const outcome = resolve(cover.phrase, now);
    const cost = cover.cost + outcome.penalty;
    if (!best || cost < best.cost) best = { outcome, cover, cost };
  }
  if (!best) throw new Error('A text was given no reading at all');
  const { outcome, cover } = best;
  const certain = cover.phrase.unknown.length === 0 && cover.cost < FAR_FETCHED;
  return certain ? outcome.when : doubt(outcome.when, cover.phrase);
}

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)(?!\d)/gi;

/** Instants of RFC 3339, which machines write, as the clock of the zone shows them; left alone when it shows them twice. */
function inWallTime(text: string, zone: string): string {
  return text.slice(0, LONGEST_TEXT).replace(INSTANT, (typed) => {
    try {
      const time = Temporal.Instant.from(typed).toZonedDateTimeISO(zone);
      const wall = time.toPlainDateTime();
      return wall.toZonedDateTime(zone).equals(time) ? wall.toString({ smallestUnit: 'minute' }) : typed;
    } catch (error) {
      if (error instanceof RangeError) return typed;
      throw error;
    }
  });
}
