import { CARDINALS } from './numbers.ts';
import type { Match } from './parts.ts';
import { announcedPlace, asMatch, type ClockMatch, exactOrBare, hourAt, withSuffix } from './read-clock.ts';
import { numberAt, type Token, wordAt } from './tokens.ts';

const MINUTE_WORDS = new Set(['minutter', 'minut', 'min', 'minutes', 'minute', 'mins']);
const QUARTER_WORDS = new Set(['kvart', 'kvarter', 'quarter']);
const AFTER_WORDS = new Set(['over', 'past', 'efter', 'after']);
const BEFORE_WORDS = new Set(['i', 'for', 'to', 'before']);
/** Number words that are more often something else: "en", "to" (Danish two, English to). */
const SHY_HOURS = new Set(['en', 'et', 'a', 'an', 'one', 'to', 'nul', 'zero']);
const NOON = new Set(['noon', 'midday', 'middag', 'middagstid']);
const MIDNIGHT = new Set(['midnat', 'midnight']);

/** Reads a time of day in words: "halv otte", "kvart over syv", "fem i halv otte", "ten to eight", "noon", "kl. syv". */
export function readSpokenClock(tokens: readonly Token[], at: number): Match[] {
  const { at: place, announced } = announcedPlace(tokens, at);
  const readings = [
    readHalf(tokens, place),
    readRelative(tokens, place),
    readHourWord(tokens, place, announced),
    readNamedHour(tokens, place),
  ];
  return readings.filter((reading) => reading !== null).map((reading) => asMatch(withSuffix(tokens, reading)));
}

/** Danish counts the half towards the next hour, English from the last one: "halv otte" is "half past seven". */
function readHalf(tokens: readonly Token[], at: number): ClockMatch | null {
  const word = wordAt(tokens, at);
  const after = wordAt(tokens, at + 1);
  const english = word === 'half' ? (AFTER_WORDS.has(after) ? at + 2 : at + 1) : null;
  const hour = hourAt(tokens, english ?? at + 1);
  if (hour === null || (word !== 'halv' && english === null)) return null;
  const minutes = english === null ? hour * 60 - 30 : hour * 60 + 30;
  return { time: spoken(hour, minutes), to: (english ?? at + 1) + 1, cost: 0 };
}

/** "kvart i otte", "ti minutter over syv", "fem i halv otte", "a quarter to eight". */
function readRelative(tokens: readonly Token[], at: number): ClockMatch | null {
  const minutes = readMinutes(tokens, at);
  if (!minutes) return null;
  const word = wordAt(tokens, minutes.to);
  const after = AFTER_WORDS.has(word);
  if (!after && !(BEFORE_WORDS.has(word) && (word === 'i' || minutes.inWords))) return null;
  const half = wordAt(tokens, minutes.to + 1) === 'halv' ? readHalf(tokens, minutes.to + 1) : null;
  const hour = hourAt(tokens, half ? minutes.to + 2 : minutes.to + 1);
  if (hour === null) return null;
  const whole = hour * 60 - (half ? 30 : 0);
  const total = after ? whole + minutes.value : whole - minutes.value;
  // "From ten to twelve" and "seven to nine" are rather ranges.
  const range = word === 'to' && !minutes.named && (minutes.value % 5 > 0 || wordAt(tokens, at - 1) === 'from');
  return { time: spoken(hour, total), to: half ? half.to : minutes.to + 2, cost: range ? 3 : 0 };
}

interface Minutes {
  readonly value: number;
  readonly to: number;
  /** digits followed by "to" are rather a range ("10 to 4") */
  readonly inWords: boolean;
  /** "ten minutes", "a quarter": nothing else can be meant */
  readonly named: boolean;
}

/** Reads the number of minutes before or past. */
function readMinutes(tokens: readonly Token[], at: number): Minutes | null {
  const article = ['et', 'a'].includes(wordAt(tokens, at)) ? at + 1 : at;
  if (QUARTER_WORDS.has(wordAt(tokens, article))) return { value: 15, to: article + 1, inWords: true, named: true };
  const digits = numberAt(tokens, at);
  const first = digits ? digits.value : CARDINALS.get(wordAt(tokens, at));
  if (first === undefined || SHY_HOURS.has(wordAt(tokens, at))) return null;
  const second = first === 20 && !digits ? (CARDINALS.get(wordAt(tokens, skipHyphen(tokens, at + 1))) ?? 0) : 0;
  const compound = second > 0 && second < 10;
  const to = compound ? skipHyphen(tokens, at + 1) + 1 : at + 1;
  const value = compound ? first + second : first;
  const unit = MINUTE_WORDS.has(wordAt(tokens, to));
  if (value <= 0 || value >= 30) return null;
  return { value, to: unit ? to + 1 : to, inWords: unit || !digits, named: unit };
}

/** "kl. syv", "seven thirty", "kl. nitten tredive". */
function readHourWord(tokens: readonly Token[], at: number, announced: boolean): ClockMatch | null {
  const word = wordAt(tokens, at);
  const hour = CARDINALS.get(word);
  if (hour === undefined || hour > 24 || (!announced && SHY_HOURS.has(word))) return null;
  const minute = CARDINALS.get(wordAt(tokens, at + 1)) ?? 0;
  const withMinute = minute >= 10 && minute < 60;
  const time = { ...exactOrBare(hour, withMinute ? minute : 0), inWords: true };
  return { time, to: withMinute ? at + 2 : at + 1, cost: announced ? 0 : tokens.length === 1 ? 4 : 1.2 };
}

/** "midnat", "noon", "12 noon", "kl. 24 midnat". Midnight is the end of the day that is named. */
function readNamedHour(tokens: readonly Token[], at: number): ClockMatch | null {
  const number = numberAt(tokens, at);
  const word = wordAt(tokens, number ? at + 1 : at);
  const to = number ? at + 2 : at + 1;
  if (MIDNIGHT.has(word) && (!number || [0, 12, 24].includes(number.value))) {
    return { time: { hour: 24, minute: 0, reading: 'exact' }, to, cost: 0 };
  }
  if (NOON.has(word) && (!number || number.value === 12)) {
    return { time: { hour: 12, minute: 0, reading: 'pm' }, to, cost: 0.1 };
  }
  return null;
}

/** A spoken time keeps to the half of the day in which its hour stands: "halv et" is 12.30, "halv 20" is 19.30. */
function spoken(hour: number, minutes: number): ClockMatch['time'] {
  const total = minutes < 60 ? minutes + 12 * 60 : minutes;
  const time = { ...exactOrBare(Math.floor(total / 60), total % 60), inWords: true };
  return hour > 12 ? { ...time, reading: 'exact' } : time;
}

function skipHyphen(tokens: readonly Token[], at: number): number {
  return tokens[at]?.text === '-' ? at + 1 : at;
}
