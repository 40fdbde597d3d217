import { isolate } from '../i18n/direction.ts';
import { type Language, type MessageKey, say, sayWith } from '../i18n/translate.ts';
import { writeMoment, writeNight, writeRecent, writeRelative, writeTime } from '../time/write.ts';
import { writeZone } from '../time/zone-names.ts';
import { type Inline, pieces, type Text } from './text.ts';

/** The words of one language, and times that everyone reads in their own zone. */
export interface Speaker {
  language: Language;
  /** IANA zone of the community, for what is written in plain words. */
  zone: string;
  /** ms since the epoch */
  now: number;
  /** @returns plain words */
  say(key: MessageKey, values?: Record<string, string | number>): string;
  /** @returns words with nodes in them: commands that the text names, and what is given */
  text(key: MessageKey, values?: Record<string, number | Text>): Text;
  /** Date and time. @param at ms since the epoch */
  moment(at: number): Inline;
  /** As `moment`; of a midnight, with both its days. @param at ms since the epoch */
  momentInFull(at: number): Text;
  /** Time of day alone. @param at ms since the epoch */
  time(at: number): Inline;
  /**
   * Date and time of what has been, in plain words in the community's zone: "today at 10:48".
   * @param at ms since the epoch
   */
  recent(at: number): string;
  /** As `range`, with the name of the zone: the reader's own may be another. @param start, end ms since the epoch */
  rangeInZone(start: number, end: number | null): string;
  /**
   * Both days of a midnight in the community's zone, and whose it is: "the night between Friday 4 and Saturday 5
   * December (Danish time)". Readers elsewhere see a `moment` at another hour. @param at ms since the epoch @returns
   * null at other times
   */
  night(at: number): string | null;
  /** Distance of an instant from now, in words. @param at ms since the epoch */
  relative(at: number): Inline;
  /**
   * Date and times in the community's own zone, in plain words that can be read back.
   * @param start, end ms since the epoch
   */
  range(start: number, end: number | null): string;
}

/** @returns the text at a key, with the commands that it names and what is given as nodes */
export function textOf(language: Language, key: MessageKey, values: Record<string, number | Text> = {}): Text {
  const isolated = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolatedText(value)]));
  const nodes = { ...isolated, command: ([path = '']: readonly string[]) => commandNamed(language, path) };
  return sayWith<Exclude<Text, string>>(language, key, nodes).flat();
}

/** Names within nodes, as `say` does with those that are words alone. */
function isolatedText(value: number | Text): number | Text {
  return typeof value === 'number' || typeof value === 'string' ? value : pieces(value).map(isolatedPiece);
}

function isolatedPiece(piece: string | Inline): string | Inline {
  if (typeof piece === 'string' || !('text' in piece) || typeof piece.text !== 'string') return piece;
  return { ...piece, text: isolate(piece.text) };
}

/** @param path "meetup list": command and subcommand by their own names */
export function commandNamed(language: Language, path: string): Inline & { type: 'command' } {
  const [name = '', subcommand = ''] = path.split(' ');
  return {
    type: 'command',
    name,
    localName: say(language, `commands.${name}.name` as MessageKey),
    subcommand: say(language, `commands.${name}.${subcommand}.name` as MessageKey),
  };
}

/**
 * @returns a command as it is typed where commands themselves have one name (Slack): "/setup deltag" in a Danish text
 */
export function typedCommand(language: Language, path: string): string {
  const { name, subcommand } = commandNamed(language, path);
  return `/${name} ${subcommand}`;
}

/**
 * @param zone IANA, for where the platform cannot draw times itself
 * @param now ms since the epoch
 */
export function speaker(language: Language, zone: string, now: number): Speaker {
  const moment = (at: number): Inline => ({
    type: 'time',
    at,
    show: 'moment',
    fallback: writeMoment(at, null, { zone, language, now }),
    clock: say(language, 'clock'),
  });
  const night = (at: number) => {
    const written = writeNight(at, { zone, language, now });
    return written && `${written} (${writeZone(zone, language)})`;
  };
  return {
    language,
    zone,
    now,
    say: (key, values) => say(language, key, values),
    text: (key, values) => textOf(language, key, values),
    moment,
    momentInFull: (at) => {
      const both = night(at);
      return both === null ? moment(at) : [moment(at), ', ', both];
    },
    time: (at) => ({ type: 'time', at, show: 'time', fallback: writeTime(at, { zone, language }) }),
    recent: (at) => writeRecent(at, now, { zone, language }),
    range: (start, end) => writeMoment(start, end, { zone, language, year: 'always' }),
    rangeInZone: (start, end) =>
      `${writeMoment(start, end, { zone, language, year: 'always' })} (${writeZone(zone, language)})`,
    night,
    relative: (at) => ({ type: 'time', at, show: 'relative', fallback: writeRelative(at, now, language) }),
  };
}
