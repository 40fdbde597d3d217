import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the sandbox: what the page loads has the same paths below "/files" as it has here. */
const SANDBOX = dirname(import.meta.dirname);

/** Modules that the page draws with besides its own files: plain functions that need nothing of Node. */
const SHARED = new Set(['discord/components.ts', 'discord/person/timestamps.ts', 'slack/dates.ts', 'slack/json.ts']);

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
};

/** The libraries of the page, as its import map names them: one file each, or a folder with the named file in it. */
const LIBRARIES: Record<string, string> = {
  'preact.mjs': 'preact',
  'preact-hooks.mjs': 'preact/hooks',
  'htm.mjs': 'htm',
};
const PARSER = 'slack-message-parser/';
/** Address at which the page finds the first steps that a product brings along. */
const GUIDE = 'guide/';

export interface PageFile {
  type: string;
  text: string;
}

/**
 * @param guide the folder of the product's first steps, if it has some
 * @param path below "/files", such as "page/client/main.ts"; TypeScript comes without its types, which is all that a
 *   browser needs to run it
 * @returns undefined when there is no such file for the page
 */
export async function pageFile(path: string, guide?: URL): Promise<PageFile | undefined> {
  const file = placeOf(path, guide);
  const type = TYPES[extname(path)];
  if (file === undefined || type === undefined) return undefined;
  try {
    const text = await readFile(file, 'utf8');
    return { type, text: extname(file) === '.ts' ? stripTypeScriptTypes(text) : text };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function placeOf(path: string, guide: URL | undefined): string | undefined {
  const name = path.startsWith('vendor/') ? path.slice('vendor/'.length) : undefined;
  if (!/^[\w-]+(\/[\w-]+)*\.\w+$/.test(path)) return undefined;
  if (guide && path.startsWith(GUIDE)) return fileURLToPath(new URL(path.slice(GUIDE.length), guide));
  if (name === undefined) {
    const own = /^page\/(client|styles|texts)\//.test(path);
    return own || SHARED.has(path) ? join(SANDBOX, path) : undefined;
  }
  const library = LIBRARIES[name];
  if (library !== undefined) return fileURLToPath(import.meta.resolve(library));
  if (!name.startsWith(PARSER)) return undefined;
  return join(dirname(fileURLToPath(import.meta.resolve('slack-message-parser'))), name.slice(PARSER.length));
}
