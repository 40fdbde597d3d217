import { parseDays, type Stretch } from '../../time/when/parse-days.ts';
import type { WhenContext } from '../../time/when/when.ts';

/** One way to read what somebody typed to say which meetup they mean. */
export interface Wanted {
  /** Some of its title, or with `whole` all of it; "" when only a day was typed. */
  title: string;
  whole: boolean;
  /** Time of its beginning: the first of these in which there is one. */
  days?: readonly Stretch[];
  /** Number of the meetup among all with that title, counted from 1. */
  nth?: number;
}

/** A date has no more words. */
const DATE_WORDS_MAX = 7;
const NUMBER = /^(?:(?:nr|nummer|no|number)\.?\s*|#)?(\d{1,3})\.?$/i;

/**
 * Reads a title, or a title with what tells it from others of that name: "Brætspil", "Brætspil torsdag",
 * "Brætspil 26/11", "Brætspil 2", "torsdag".
 * @returns the readings in the order in which they count: a title that somebody gave a meetup is read as that
 */
export function readWanted(typed: string, scene: WhenContext): Wanted[] {
  const title = typed.trim();
  const parted = partings(title, scene);
  const named = (whole: boolean): Wanted[] => [{ title, whole }, ...parted.map((one) => ({ ...one, whole }))];
  const days = parseDays(title, scene);
  return [...named(true), ...named(false), ...(days.length > 0 ? [{ title: '', whole: false, days }] : [])];
}

/** Titles with what stands behind them: a day, a number, or a day and a number ("Brætspil 26/11 2"). */
function partings(text: string, scene: WhenContext): Omit<Wanted, 'whole'>[] {
  return splits(text).flatMap(({ before, after }) => {
    const nth = readNumber(after);
    const days = parseDays(nth === null ? after : `den ${nth}.`, scene);
    return [
      ...(nth === null ? [] : [{ title: before, nth }, ...daysBehind(before, scene).map((one) => ({ ...one, nth }))]),
      ...(days.length > 0 ? [{ title: before, days }] : []),
    ];
  });
}

function daysBehind(text: string, scene: WhenContext): Pick<Wanted, 'title' | 'days'>[] {
  return [...splits(text), { before: '', after: text }].flatMap(({ before, after }) => {
    const days = readNumber(after) === null ? parseDays(after, scene) : [];
    return days.length > 0 ? [{ title: before, days }] : [];
  });
}

/** The places between words, the last first: of a title that ends in a number most is the title. */
function splits(text: string): { before: string; after: string }[] {
  const blanks = [...text.matchAll(/\s+/g)].slice(-DATE_WORDS_MAX).reverse();
  return blanks.map((blank) => ({
    before: text.slice(0, blank.index).replace(/[\s,·(-]+$/, ''),
    after: text.slice(blank.index).trim().replace(/\)$/, ''),
  }));
}

/** "2", "nr. 2", "#2": one of those that were listed, or else a day of the month. */
function readNumber(words: string): number | null {
  const digits = NUMBER.exec(words)?.[1];
  return digits === undefined ? null : Number(digits);
}
