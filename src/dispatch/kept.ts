import type { Call } from '../chat/call.ts';
import { type Mistakes, partMistakes } from '../chat/mistakes.ts';
import type { Task } from './task.ts';

type Values = Record<string, string>;

export interface KeptOptions {
  /** @returns what this very person typed, or null when there is no such thing (any more) */
  kept(call: Call, id: string): Promise<{ target: string; values: Values } | null>;
}

/** Input that was kept, with what was wrong with it. */
export interface LoadedInput {
  target: string;
  values: Values;
  mistakes?: Mistakes;
}

/** Loads input that was kept of the caller. */
export async function loadKept({ kept }: KeptOptions, call: Call, id: string): Promise<LoadedInput | null> {
  const row = await kept(call, id);
  return row && { target: row.target, ...partMistakes(row.values) };
}

/** @returns what was kept of an input whose other part comes now */
export function carriedBeside(call: Call, task: Pick<Task<never>, 'again' | 'asksFirst'>, loaded: Values): Values {
  // A choice was kept with all the rest.
  if (call.kind === 'action' && task.again && !task.asksFirst) return {};
  if (call.kind !== 'form' && call.kind !== 'closed') return loaded;
  // What a form shows is in the form: a field that was emptied there must not come back from what was kept.
  return Object.fromEntries(Object.entries(loaded).filter(([name]) => !(name in call.values)));
}
