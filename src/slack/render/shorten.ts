import { withoutTurns } from '../../chat/direction.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Stands where something was left out for the platform's limits. */
export const ELLIPSIS = '…';

/** @returns where a text can be cut so that at most `max` UTF-16 units stand before it, and no character is halved */
export function characterBreak(text: string, max: number): number {
  return graphemes.segment(text).containing(max)?.index || max;
}

/** @returns `text`, or as much of it as fits `max` with "…" at its end; never half a character */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = graphemes.segment(text).containing(max - ELLIPSIS.length)?.index ?? 0;
  return text.slice(0, end).trimEnd() + ELLIPSIS;
}

/**
 * What a person wrote, fit for Slack: half characters and control characters, which JSON or Slack refuse, are taken
 * out; so are those that turn the direction of what follows; more than one empty line becomes one.
 */
export function clean(text: string): string {
  return withoutTurns(
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/\n{3,}/g, '\n\n'),
  );
}
