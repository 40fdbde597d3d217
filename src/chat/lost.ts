import { LANGUAGES, type MessageKey, say } from '../i18n/translate.ts';
import { countSlips } from '../time/when/spelling.ts';
import type { Command } from './command.ts';

/** Words of people who look for help. */
const ASKING = /^(?:\?+|-{0,2}(?:help|hjælp|hjaelp)|hej|hi|hello|menu|start|info|commands?|kommando(?:er)?)[.!?]*$/iu;

/** A word as long as this may have one letter wrong, and one of the second length two. */
const ONE_WRONG = 3;
const TWO_WRONG = 5;

/** @returns whether somebody asks for help, or only says hello */
export function asksForHelp(text: string): boolean {
  return ASKING.test(text.trim());
}

const HELP_WORD = /(?<!\p{L})(?:hjælp|hjaelp|help)/iu;

/**
 * @param message without the platform's mentions
 * @returns whether a message to the bot asks for help in some words, or has none
 */
export function writesForHelp(message: string): boolean {
  const words = message.trim();
  return words === '' || asksForHelp(words) || HELP_WORD.test(words);
}

/** @returns the subcommand whose name in one of our languages was probably meant, or null when none or several fit */
export function nearestSubcommand<C>(command: Command<C>, word: string): string | null {
  const typed = word.toLowerCase();
  const wrongMax = typed.length >= TWO_WRONG ? 2 : typed.length >= ONE_WRONG ? 1 : 0;
  const distances = [...command.subcommands.keys()].map((name) => ({
    name,
    wrong: Math.min(...namesOf(command.name, name).map((one) => countSlips(typed, one))),
  }));
  const least = Math.min(...distances.map(({ wrong }) => wrong));
  const [only, ...others] = distances.filter(({ wrong }) => wrong === least);
  return only && others.length === 0 && least <= wrongMax ? only.name : null;
}

function namesOf(command: string, subcommand: string): string[] {
  const key = `commands.${command}.${subcommand}.name` as MessageKey;
  return [subcommand, ...LANGUAGES.map((language) => say(language, key))];
}
