import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pageFile } from './files.ts';
import { type PageSetup, seenSetup } from './setup.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, 'index.html'), 'utf8');

/** The file that the page reads first. */
const SETUP = 'setup.json';

/** Nothing but the page's own files, so that a text that somebody posts can never bring a script along. */
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    `script-src 'self' ${inlineScripts(DOCUMENT)}`,
    "style-src 'self'",
    "connect-src 'self'",
    // Pictures on cards come from anywhere.
    'img-src * data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/** @returns whether a browser asks, and not a program that would rather read what the sandbox is */
export function wantsPage(request: IncomingMessage): boolean {
  return request.headers.accept?.includes('text/html') === true;
}

/** The files of the page that are served. */
export interface Page {
  /** Answers with the page itself. */
  serve(response: ServerResponse): void;
  /** Answers with a file of the page. @param path and query below "/files", such as "/page/client/main.ts" */
  serveFile(response: ServerResponse, path: string): Promise<void>;
}

/** @param botName what the product is called when its setup does not say */
export function createPage(setup: PageSetup, botName: string): Page {
  const read = JSON.stringify(seenSetup(setup, botName));
  return {
    serve: (response) => {
      response.writeHead(200, { ...HEADERS, 'content-type': 'text/html; charset=utf-8' }).end(DOCUMENT);
    },
    serveFile: async (response, path) => {
      const [place = ''] = path.slice(1).split('?');
      if (place === SETUP) {
        response.writeHead(200, { ...HEADERS, 'content-type': 'application/json; charset=utf-8' }).end(read);
        return;
      }
      const file = await pageFile(place, setup.guide);
      if (file) response.writeHead(200, { ...HEADERS, 'content-type': file.type }).end(file.text);
      else response.writeHead(404, { ...HEADERS, 'content-type': 'text/plain' }).end('There is no such file.');
    },
  };
}

/** The import map must stand in the page itself; by its hash it is the only inline script that may. */
function inlineScripts(document: string): string {
  const scripts = [...document.matchAll(/<script type="importmap">([\s\S]*?)<\/script>/g)];
  return scripts.map(([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`).join(' ');
}
