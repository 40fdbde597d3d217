import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bug } from './bugs.ts';

const COPIED = ['src', 'commands', 'festival', 'prisma', 'test', 'package.json', 'vitest.config.ts'];

/** A copy of the checkout with a bug in it. */
export interface Planted {
  root: string;
  remove(): Promise<void>;
}

/** @throws Error as {@link withBug} does */
export async function plant(root: string, bug: Bug): Promise<Planted> {
  const changed = await withBug(root, bug);
  const copy = await mkdtemp(path.join(tmpdir(), 'samling-planted-'));
  for (const name of COPIED) await cp(path.join(root, name), path.join(copy, name), { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  for (const [file, text] of changed) await writeFile(path.join(copy, file), text);
  return { root: copy, remove: () => rm(copy, { recursive: true, force: true }) };
}

/**
 * @returns the files that the bug changes, as they are with it
 * @throws Error when what the bug replaces is not there exactly once: the code has changed, and the bug must follow
 */
export async function withBug(root: string, bug: Bug): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const { file, code, becomes } of bug.changes) {
    const parts = (texts.get(file) ?? (await readFile(path.join(root, file), 'utf8'))).split(code);
    if (parts.length !== 2) throw new Error(`"${bug.name}": ${file} holds ${parts.length - 1} times: ${code}`);
    texts.set(file, parts.join(becomes));
  }
  return texts;
}
