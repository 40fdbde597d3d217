import { z } from 'zod';
import { type Language, type MessageKey, say } from '../i18n/translate.ts';
import { action } from './action.ts';
import type { Block, Card } from './card.ts';
import type { Command, LostWords } from './command.ts';

const subcommandPath = z.string().regex(/^[a-z]{1,32}\/[a-z]{1,32}$/);

/** Runs a subcommand; as a form's id it says whose input comes. `kept`: input that waits in the database, or "". */
export const runAction = action('run', { path: subcommandPath, kept: z.union([z.uuid(), z.literal('')]) });

/**
 * @param lost what was typed and is no subcommand; null when only the command was typed, or help was asked for
 * @returns what can be said after a command, as buttons
 */
export function menuCard<C>(command: Command<C>, language: Language, lost: LostWords | null): Card {
  const texts = `commands.${command.name}`;
  const blocks: Block[] = [];
  if (lost && lost.text.trim() !== '') blocks.push({ type: 'text', text: lostText(command.name, language, lost) });
  for (const name of command.subcommands.keys()) {
    const words = say(language, `${texts}.${name}.name` as MessageKey);
    blocks.push({
      type: 'fields',
      fields: [
        { label: `/${command.name} ${words}`, value: say(language, `${texts}.${name}.description` as MessageKey) },
      ],
    });
  }
  return {
    heading: say(language, 'menu.heading'),
    body: [
      ...blocks,
      {
        type: 'controls',
        controls: [...command.subcommands.keys()].map((name) => ({
          type: 'button',
          id: runAction.id({ path: `${command.name}/${name}`, kept: '' }),
          label: say(language, `${texts}.${name}.button` as MessageKey),
          style: name === lost?.meant ? 'primary' : 'plain',
        })),
      },
    ],
  };
}

/** @returns that something is no subcommand, and which one was probably meant */
export function lostText(command: string, language: Language, { text, meant }: LostWords): string {
  const typed = `/${command} ${text.trim()}`;
  if (!meant) return say(language, 'menu.unknown', { typed });
  return say(language, 'menu.meant', { typed, name: say(language, `commands.${command}.${meant}.name` as MessageKey) });
}
