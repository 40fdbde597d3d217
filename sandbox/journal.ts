import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Journal } from './contract.ts';

/** A journal in a file. */
export interface FileJournal extends Journal {
  /** Ends the journal: nothing is kept of the work that a stopped sandbox still had under way. */
  close(): void;
}

interface Entry {
  kind: string;
  key: string;
  value: unknown;
}

/**
 * Opens a journal in a file of JSON lines, the newest value of a key being the last. Each line is written before
 * `write` returns, so it survives `kill -9` of this process (not a power cut: nothing is synced to the disk).
 * Opening drops a last line that was torn, and writes the file anew without the values that were replaced.
 * @throws {Error} when the file cannot be read or written, or holds a broken line before its last one
 */
export function openJournal(file: string): FileJournal {
  mkdirSync(dirname(file), { recursive: true });
  const entries = existsSync(file) ? readEntries(file) : new Map<string, Entry>();
  // Only its owner may read what people said. One that is left from a process that died may have other rights.
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, [...entries.values()].map(line).join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  const descriptor = openSync(file, 'a');
  let open = true;
  return {
    load: () => [...readEntries(file).values()],
    write: (kind, key, value) => {
      if (open) writeWhole(descriptor, line({ kind, key, value }));
    },
    close: () => {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}

/** Keeps nothing. */
export const NO_JOURNAL: Journal = { load: () => [], write: () => undefined };

/** Keeps values as their JSON, as the file does: a sandbox in a test can be started again from it. */
export function memoryJournal(): Journal {
  const entries = new Map<string, string>();
  return {
    load: () => [...entries.values()].map((text) => JSON.parse(text) as Entry),
    write: (kind, key, value) => {
      const name = JSON.stringify([kind, key]);
      if (value === undefined) entries.delete(name);
      else entries.set(name, line({ kind, key, value }));
    },
  };
}

/** @returns the part of a journal that one owner has to itself: kinds of two owners cannot collide */
export function partOf(journal: Journal, owner: string): Journal {
  const prefix = `${owner}/`;
  return {
    load: () =>
      journal
        .load()
        .filter((entry) => entry.kind.startsWith(prefix))
        .map((entry) => ({ ...entry, kind: entry.kind.slice(prefix.length) })),
    write: (kind, key, value) => journal.write(prefix + kind, key, value),
  };
}

/** A removed key is a line without `value`: JSON leaves out what is undefined. */
function line(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** A disk that fills up may take a part of the bytes only. */
function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written);
}

/** A Map keeps the order of first appearance. */
function readEntries(file: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  // What follows the last line break was being written when the process died; it is empty after a whole line.
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  for (const [index, text] of lines.entries()) {
    const entry = parse(text, `${file}, line ${index + 1}`);
    const name = JSON.stringify([entry.kind, entry.key]);
    if (entry.value === undefined) entries.delete(name);
    else entries.set(name, entry);
  }
  return entries;
}

function parse(text: string, where: string): Entry {
  try {
    return JSON.parse(text) as Entry;
  } catch (cause) {
    throw new Error(`The sandbox's journal is damaged (${where}). Remove the file to start afresh.`, { cause });
  }
}
