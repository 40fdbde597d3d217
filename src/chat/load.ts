import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hasMessage } from '../i18n/translate.ts';
import type { Command, Subcommand } from './command.ts';
import { fieldTexts } from './field-texts.ts';
import { fieldsOf } from './input.ts';

const NAME = /^[a-z]{1,32}$/;

interface CommandModule<C> {
  default?: Subcommand<C>;
}

/** The file in `commands/` that says in which order people are shown what they can say. */
const ORDER_FILE = 'order.ts';

/** Subcommands by their command, those that are wanted first standing first. */
type Order = Readonly<Record<string, readonly string[]>>;

/**
 * Reads `commands/<command>/<subcommand>.ts`, and `commands/<command>.ts` for a command that does one thing by itself.
 * The same result runs, is registered on Discord, makes the Slack manifest and the help. What `commands/order.ts` does
 * not name stands last.
 * @param folder absolute path of `commands/`
 * @throws Error naming the file that is misnamed, has no subcommand or lacks a text
 */
export async function loadCommands<C>(folder: string): Promise<ReadonlyMap<string, Command<C>>> {
  const commands = new Map<string, Command<C>>();
  const load = async (path: string, command: string, subcommand?: string) => {
    const module = (await import(pathToFileURL(path).href)) as CommandModule<C>;
    return check(path, command, subcommand, module);
  };
  const entries = await readdir(folder, { withFileTypes: true });
  const order = entries.some(({ name }) => name === ORDER_FILE) ? await readOrder(join(folder, ORDER_FILE)) : {};
  for (const entry of inOrder(
    entries.filter(({ name }) => name !== ORDER_FILE),
    Object.keys(order),
  )) {
    const path = join(folder, entry.name);
    const name = entry.name.replace(/\.ts$/, '');
    const subcommands = new Map<string, Subcommand<C>>();
    if (!entry.isDirectory()) commands.set(name, { name, subcommands, alone: await load(path, name) });
    else {
      for (const file of inOrder(await readdir(path, { withFileTypes: true }), order[name] ?? [])) {
        const subcommand = file.name.replace(/\.ts$/, '');
        subcommands.set(subcommand, await load(join(path, file.name), name, subcommand));
      }
      commands.set(name, { name, subcommands });
    }
  }
  return commands;
}

async function readOrder(path: string): Promise<Order> {
  return ((await import(pathToFileURL(path).href)) as { default: Order }).default;
}

/** @returns files and folders with those first that are named, in that order, and the others by name */
function inOrder<Entry extends { name: string }>(entries: readonly Entry[], names: readonly string[]): Entry[] {
  const place = ({ name }: Entry) => {
    const found = names.indexOf(name.replace(/\.ts$/, ''));
    return found < 0 ? names.length : found;
  };
  return entries.toSorted((one, other) => place(one) - place(other) || (one.name < other.name ? -1 : 1));
}

function check<C>(
  path: string,
  command: string,
  subcommand: string | undefined,
  module: CommandModule<C>,
): Subcommand<C> {
  if (!NAME.test(command) || !NAME.test(subcommand ?? command))
    throw new Error(`${path}: name the folder and the file with small letters a to z only.`);
  const definition = module.default;
  if (typeof definition?.handle !== 'function') throw new Error(`${path}: export a subcommand as the default.`);
  const texts = subcommand === undefined ? `commands.${command}` : `commands.${command}.${subcommand}`;
  const keys = [`commands.${command}.name`, `commands.${command}.description`, `${texts}.name`, `${texts}.description`];
  for (const { name } of fieldsOf(definition.input))
    for (const part of ['name', 'label', 'hint']) keys.push(`${fieldTexts(texts, name)}.${part}`);
  for (const key of keys) if (!hasMessage(key)) throw new Error(`${path}: the locale files have no text "${key}".`);
  return definition;
}
