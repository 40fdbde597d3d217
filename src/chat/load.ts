import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hasMessage } from '../i18n/translate.ts';
import type { ActionHandler, Command, Repertoire, Subcommand } from './command.ts';
import { fieldsOf } from './input.ts';

const NAME = /^[a-z]{1,32}$/;

interface CommandModule<C> {
  default?: Subcommand<C>;
  actions?: readonly ActionHandler<C>[];
}

/**
 * Reads `commands/<command>/<subcommand>.ts`. The same result runs, is registered on Discord, makes the Slack manifest
 * and the help.
 * @param folder absolute path of `commands/`
 * @throws Error naming the file that is misnamed, has no subcommand, lacks a text or repeats an action
 */
export async function loadRepertoire<C>(folder: string): Promise<Repertoire<C>> {
  const commands = new Map<string, Command<C>>();
  const actions = new Map<string, ActionHandler<C>>();
  for (const name of (await readdir(folder)).sort()) {
    const subcommands = new Map<string, Subcommand<C>>();
    for (const file of (await readdir(join(folder, name))).sort()) {
      const path = join(folder, name, file);
      const module = (await import(pathToFileURL(path).href)) as CommandModule<C>;
      const subcommand = file.replace(/\.ts$/, '');
      subcommands.set(subcommand, check(path, name, subcommand, module));
      for (const handler of module.actions ?? []) {
        if (actions.has(handler.action.name))
          throw new Error(`${path}: action "${handler.action.name}" has a handler already.`);
        actions.set(handler.action.name, handler);
      }
    }
    commands.set(name, { name, subcommands });
  }
  return { commands, actions };
}

function check<C>(path: string, command: string, subcommand: string, module: CommandModule<C>): Subcommand<C> {
  if (!NAME.test(command) || !NAME.test(subcommand))
    throw new Error(`${path}: name the folder and the file with small letters a to z only.`);
  const definition = module.default;
  if (typeof definition?.handle !== 'function') throw new Error(`${path}: export a subcommand as the default.`);
  const texts = `commands.${command}.${subcommand}`;
  const keys = [`commands.${command}.name`, `commands.${command}.description`, `${texts}.name`, `${texts}.description`];
  for (const { name } of fieldsOf(definition.input))
    keys.push(`${texts}.fields.${name}.name`, `${texts}.fields.${name}.label`, `${texts}.fields.${name}.hint`);
  for (const key of keys) if (!hasMessage(key)) throw new Error(`${path}: the locale files have no text "${key}".`);
  return definition;
}
