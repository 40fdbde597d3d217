import type { Block, Button } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { type Inline, strong } from '../../chat/text.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { facts as factsAction } from '../actions.ts';
import { FACT_NAMES, type FactName, type Facts, factOf, SECTIONS } from './list.ts';

/** @returns what was told of a meetup besides what every meetup has; nothing where nothing was */
export function factBlocks({ title, facts }: { title: string; facts: Facts }, speak: Speaker): Block[] {
  const lines = FACT_NAMES.flatMap((name) => lineOf(name, facts[name], speak));
  const text = lines.flatMap((line, index) => (index > 0 ? ['\n', ...line] : line));
  const image = FACT_NAMES.find((name) => factOf(name).shown === 'image' && facts[name] !== undefined);
  const alt = FACT_NAMES.find((name) => factOf(name).shown === 'alt');
  return [
    ...(lines.length > 0 ? [{ type: 'text' as const, text }] : []),
    ...(image ? [{ type: 'image' as const, url: facts[image] ?? '', alt: (alt && facts[alt]) ?? title }] : []),
  ];
}

/** @returns a fact's name on a card: "Pris" */
export function shortLabel(name: FactName, speak: Speaker): string {
  return speak.say(`commands.meetup.fields.${name}.short` as MessageKey);
}

function lineOf(name: FactName, value: string | undefined, speak: Speaker): (string | Inline)[][] {
  const { shown } = factOf(name);
  if (value === undefined) return [];
  const label = shortLabel(name, speak);
  if (shown === 'line') return [[strong(`${label}:`), ' ', value]];
  return shown === 'link' ? [[{ type: 'link', url: value, text: label }]] : [];
}

/** @returns a button for each form that asks for facts */
export function sectionButtons(meetup: string, speak: Speaker): Button[] {
  return SECTIONS.map((section) => ({
    type: 'button',
    id: factsAction[section].id({ meetup }),
    label: speak.say(`meetup.button-facts-${section}`),
  }));
}
