import { z } from 'zod';
import type { Context } from '../../communities/context.ts';
import { FACT_NAMES, FACTS, type FactChange, type FactName, type Facts, factOf, type Section } from './list.ts';

type FactFields = { [Name in FactName]: z.ZodOptional<z.ZodString> };
/** Facts as they were typed. */
type Typed = { readonly [Name in FactName]?: string | undefined };

/** Fields of all facts, for the input of a command. */
export const factFields = Object.fromEntries(
  FACT_NAMES.map((name) => [name, FACTS[name].field.optional()]),
) as FactFields;

/** Checks of every input with facts. */
export const factChecks = Object.fromEntries(
  FACT_NAMES.map((name) => [name, (_context: Context, typed: string) => readFact(name, typed)]),
) as { [Name in FactName]: (context: Context, typed: string) => string };

/** @returns the names of the facts that a section's form asks for */
export function factsIn(section: Section): FactName[] {
  return FACT_NAMES.filter((name) => factOf(name).section === section);
}

/** @returns the input of a section's form: of the facts, which may all be left out, it has its own alone */
export function sectionInput(section: Section): z.ZodObject<FactFields> {
  return z.object(Object.fromEntries(factsIn(section).map((name) => [name, factFields[name]])) as FactFields);
}

/** @returns the facts among what was typed @throws {UserError} about the field */
export function readFacts(typed: Typed): Facts {
  return Object.fromEntries(
    FACT_NAMES.flatMap((name) => {
      const words = typed[name];
      return words === undefined ? [] : [[name, readFact(name, words)]];
    }),
  );
}

/**
 * @param shown what the form showed
 * @returns what was changed in a section's form: what others did meanwhile stays
 * @throws {UserError} about the field
 */
export function changedFacts(section: Section, typed: Typed, shown: Record<string, string>): FactChange {
  const changed = factsIn(section).filter((name) => (typed[name] ?? '') !== (shown[name] ?? ''));
  return Object.fromEntries(
    changed.map((name) => {
      const words = typed[name];
      return [name, words === undefined ? null : readFact(name, words)];
    }),
  );
}

/** @returns what a section's form shows of the facts so far */
export function factValues(section: Section, facts: Facts): Record<string, string> {
  return Object.fromEntries(
    factsIn(section).map((name) => {
      const value = facts[name];
      return [name, value === undefined ? '' : (factOf(name).typed?.(value) ?? value)];
    }),
  );
}

function readFact(name: FactName, typed: string): string {
  return factOf(name).read?.(typed) ?? typed;
}
