import type { BaseContext } from '../../chat/command.ts';
import { cutTo } from '../../chat/input.ts';
import { writeShortDate, writeShortMoment, writeShortNight } from '../../time/write-short.ts';
import { writeZone } from '../../time/zone-names.ts';
import type { MeetupLine } from './store.ts';

type Scene = Pick<BaseContext, 'language' | 'zone' | 'now'>;

/** Slack's limit for an option, the smaller one: the title is cut, so that the date stays. */
const LABEL_MAX = 75;

/**
 * Writes meetups as they stand in a list to choose from: "Brætspil · tor. 26. nov.", "Fest · natten til lør. 28. nov.";
 * where two of one name are on one day, with the time of day and whose it is.
 */
export function labelsOf(lines: readonly MeetupLine[], scene: Scene): string[] {
  const day = ({ startsAt }: MeetupLine) => writeShortNight(startsAt, scene) ?? writeShortDate(startsAt, scene);
  const plain = lines.map((line) => label(line.title, day(line)));
  return lines.map((line, index) => {
    const own = plain[index] ?? '';
    const shared = plain.some((other, at) => at !== index && other.toLowerCase() === own.toLowerCase());
    const moment = `${writeShortMoment(line.startsAt, scene)} (${writeZone(scene.zone, scene.language)})`;
    return shared ? label(line.title, moment) : own;
  });
}

function label(title: string, date: string): string {
  const room = LABEL_MAX - date.length - ' · '.length;
  const cut = title.length > room ? `${cutTo(title, room - 1).trimEnd()}…` : title;
  return `${cut} · ${date}`;
}
