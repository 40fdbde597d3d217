import type { Block } from './card.ts';
import { commandNamed, type Speaker } from './say.ts';
import { code as typed } from './text.ts';

/**
 * A command for somebody in another place, on whichever platform: by its own name, to be copied, and by the name that it
 * has where commands are shown in the reader's language.
 * @param path "setup join"
 * @param code what the command is given
 */
export function commandToPassOn(path: string, code: string, { language, text }: Speaker): Block[] {
  const { name, localName, subcommand } = commandNamed(language, path);
  const local = typed(`/${localName} ${subcommand}`);
  return [
    { type: 'text', text: typed(`/${path} ${code}`) },
    ...(localName === name ? [] : [{ type: 'note' as const, text: text('pass-on-local-name', { local }) }]),
  ];
}
