import { LANGUAGES, type MessageKey, say } from '../i18n/translate.ts';
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

/** @returns the subcommand whose name in one of our languages was probably meant, or null when none or several fit */
export function nearestSubcommand<C>(command: Command<C>, word: string): string | null {
  const typed = word.toLowerCase();
  const wrongMax = typed.length >= TWO_WRONG ? 2 : typed.length >= ONE_WRONG ? 1 : 0;
  const distances = [...command.subcommands.keys()].map((name) => ({
    name,
    wrong: Math.min(...namesOf(command.name, name).map((one) => countWrongLetters(typed, one))),
  }));
  const least = Math.min(...distances.map(({ wrong }) => wrong));
  const [only, ...others] = distances.filter(({ wrong }) => wrong === least);
  return only && others.length === 0 && least <= wrongMax ? only.name : null;
}

function namesOf(command: string, subcommand: string): string[] {
  const key = `commands.${command}.${subcommand}.name` as MessageKey;
  return [subcommand, ...LANGUAGES.map((language) => say(language, key))];
}

/**
 * @returns how many letters are missing, too many, wrong, or changed places with their neighbour: the optimal string
 * alignment distance, https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
export function countWrongLetters(typed: string, meant: string): number {
  const rows: number[][] = [Array.from({ length: meant.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= typed.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= meant.length; column += 1) {
      const at = (up: number, left: number) => (up === 0 ? line : rows[row - up])?.[column - left] ?? Number.MAX_VALUE;
      const same = typed[row - 1] === meant[column - 1];
      const swapped = typed[row - 1] === meant[column - 2] && typed[row - 2] === meant[column - 1];
      line.push(
        Math.min(at(1, 0) + 1, at(0, 1) + 1, at(1, 1) + (same ? 0 : 1), swapped ? at(2, 2) + 1 : Number.MAX_VALUE),
      );
    }
    rows.push(line);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
