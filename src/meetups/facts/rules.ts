import { z } from 'zod';
import { FACT_NAMES, type FactChange, type Facts } from './list.ts';

const kept = z.record(z.string(), z.unknown());

/** @param stored of the database: what an older or a newer version knows besides is left alone @returns the known facts */
export function readStored(stored: unknown): Facts {
  return withChange({}, readChange(stored));
}

/** @param stored a change as it waits to be confirmed */
export function readChange(stored: unknown): FactChange {
  const all = kept.safeParse(stored).data ?? {};
  return Object.fromEntries(
    FACT_NAMES.flatMap((name) => {
      const value = all[name];
      return typeof value === 'string' || value === null ? [[name, value]] : [];
    }),
  );
}

/** @returns the part of a change by which facts become others */
export function onlyOtherFacts(facts: Facts, change: FactChange): FactChange {
  const names = FACT_NAMES.filter((name) => name in change && (change[name] ?? undefined) !== facts[name]);
  return Object.fromEntries(names.map((name) => [name, change[name] ?? null]));
}

/** @returns the facts with a change made */
export function withChange(facts: Facts, change: FactChange): Facts {
  const all = Object.entries({ ...facts, ...change });
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined));
}
