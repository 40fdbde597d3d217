import type { Block } from './card.ts';
import { commandNamed, type Speaker, typedCommand } from './say.ts';
import { code as typed } from './text.ts';

/**
 * A secret code for somebody in another place, and how it is given on each platform. The code stands by itself: a whole
 * command that is pasted into a channel can become a message that everybody reads.
 * @param path of the command that takes the code: "setup join"
 */
export function codeToPassOn(path: string, code: string, { text, language }: Speaker): Block[] {
  const { localName, subcommand } = commandNamed('da', path);
  const danish = typed(`/${localName} ${subcommand}`);
  const english = typed(`/${path}`);
  return [
    { type: 'text', text: typed(code) },
    { type: 'text', text: text('pass-on.discord', { danish, english }) },
    { type: 'text', text: text('pass-on.slack', { typed: typed(typedCommand(language, path)) }) },
    { type: 'note', text: text('pass-on.secret') },
  ];
}
