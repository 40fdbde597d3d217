import type { BaseContext } from '../../chat/command.ts';
import { cutTo } from '../../chat/input.ts';
import { writeShortDate, writeShortMoment } from '../../time/write-short.ts';
import type { MeetupLine } from './store.ts';

type Scene = Pick<BaseContext, 'language' | 'zone' | 'now'>;

/** Slack's limit for an option, the smaller one: the title is cut, so that the date stays. */
const LABEL_MAX = 75;

/**
 * Writes meetups as they stand in a list to choose from: "Brætspil · tor. 26. nov."; where two of one name are on one
 * day, with the time of day.
 */
export function labelsOf(lines: readonly MeetupLine[], scene: Scene): string[] {
  const plain = lines.map((line) => label(line.title, writeShortDate(line.startsAt, scene)));
  return lines.map((line, index) => {
    const own = plain[index] ?? '';
    const shared = plain.some((other, at) => at !== index && other.toLowerCase() === own.toLowerCase());
    return shared ? label(line.title, writeShortMoment(line.startsAt, scene)) : own;
  });
}

function label(title: string, date: string): string {
  const room = LABEL_MAX - date.length - ' · '.length;
  const cut = title.length > room ? `${cutTo(title, room - 1).trimEnd()}…` : title;
  return `${cut} · ${date}`;
}
