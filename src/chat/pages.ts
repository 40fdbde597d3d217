import type { Block } from './card.ts';
import type { Speaker } from './say.ts';

/** The page of a list that is shown: `number` is counted from 0, `size` is how many entries stand on one. */
export interface Page {
  number: number;
  size: number;
}

/** @returns the part of a list that stands on a page; on the last one for a page that there is not (any more) */
export function onPage<T>(all: readonly T[], { number, size }: Page): { shown: readonly T[]; number: number } {
  const last = Math.max(0, Math.ceil(all.length / size) - 1);
  const shown = Math.min(number, last);
  return { shown: all.slice(shown * size, (shown + 1) * size), number: shown };
}

/**
 * @returns buttons to turn the pages, and which one it is; nothing where there is only one.
 * @param idOf the button's id
 */
export function pageControls(total: number, page: Page, idOf: (page: string) => string, speak: Speaker): Block[] {
  const pages = Math.ceil(total / page.size);
  if (pages <= 1) return [];
  const turn = (to: number, label: string) => ({
    type: 'button' as const,
    id: idOf(String(Math.max(to, 0))),
    label,
    disabled: to < 0 || to >= pages,
  });
  return [
    {
      type: 'controls',
      controls: [turn(page.number - 1, speak.say('pages.earlier')), turn(page.number + 1, speak.say('pages.later'))],
    },
    { type: 'note', text: speak.say('pages.page', { page: page.number + 1, pages }) },
  ];
}
