import { withoutTurns } from '../../chat/direction.ts';

/**
 * Makes what a person wrote fit for Slack: half characters and control characters, which JSON or Slack refuse, are
 * taken out; so are those that turn the direction of what follows; more than one empty line becomes one.
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
