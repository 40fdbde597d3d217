import { readFileSync } from 'node:fs';
import type { Sandbox } from '@samling/sandbox';
import { parseMarkdown } from '@samling/sandbox/page/client/discord/markdown.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFestival } from '../../festival/index.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startFestival();
});
afterAll(() => sandbox.stop());

const get = (path: string, accept = '*/*') => fetch(sandbox.origin + path, { headers: { accept } });

describe('the page of the sandbox', () => {
  it('is what a browser gets at the root, with nothing let in but its own files', async () => {
    const response = await get('/', 'text/html,*/*');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+';/);
    expect(policy).not.toContain('unsafe');
  });

  it('brings everything along that it loads, each TypeScript file without its types', async () => {
    const found = new Set<string>();
    const queue = ['/files/page/client/main.ts', '/files/page/styles/page.css'];
    const { imports } = JSON.parse(
      /<script type="importmap">([\s\S]*?)<\/script>/.exec(await (await get('/', 'text/html')).text())?.[1] ?? '',
    ) as {
      imports: Record<string, string>;
    };
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (found.has(path)) continue;
      found.add(path);
      const response = await get(path);
      const text = await response.text();
      expect(response.status, path).toBe(200);
      expect(text, path).not.toMatch(/^\s*(import type|export interface)\b/m);
      const names = [...text.matchAll(/(?:from|import)\s*["']([^"'\n]+)["']/g)].map((match) => match[1] ?? '');
      queue.push(...names.map((name) => imports[name] ?? new URL(name, sandbox.origin + path).pathname));
    }
    expect(found.size).toBeGreaterThan(60);
  });

  it.each([
    '/files/index.ts',
    '/files/seed.ts',
    '/files/page/files.ts',
    '/files/page/client/../../seed.ts',
    '/files/page/client/%2e%2e/%2e%2e/seed.ts',
    '/files/page/client/no-such-file.ts',
    '/files/vendor/slack-message-parser/..%2fpackage.json',
    '/files/vendor/zod.mjs',
    '/files/',
  ])('gives out nothing else: %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
  });

  it('has every text in both languages', () => {
    const [da, en] = ['da', 'en'].map(
      (name) => JSON.parse(readFileSync(`sandbox/page/texts/${name}.json`, 'utf8')) as Record<string, string>,
    );
    expect(Object.keys(en ?? {})).toEqual(Object.keys(da ?? {}));
    const values = (text = '') => [...text.matchAll(/\{\w+\}/g)].map(([value]) => value).sort();
    for (const key of Object.keys(da ?? {})) expect(values(en?.[key]), key).toEqual(values(da?.[key]));
  });
});

describe('pages of a product', () => {
  it('are on the same port, behind the sandbox’s own paths, and for no page of another site', async () => {
    const asked: string[] = [];
    const shared = await startFestival({
      otherPaths: (request, response, otherwise) => {
        asked.push(request.url ?? '');
        if (request.url === '/menu') response.end('Kaffe');
        else otherwise();
      },
    });
    const at = (path: string, headers: Record<string, string> = {}) => fetch(shared.origin + path, { headers });
    expect(await (await at('/menu')).text()).toBe('Kaffe');
    const unknown = await at('/elsewhere');
    expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining('This is a sandbox')]);
    expect((await at('/menu', { origin: 'https://example.org' })).status).toBe(403);
    for (const path of ['/', '/control/world', '/discord/menu', '/slack/menu', '/files/menu']) await at(path);
    expect(asked).toEqual(['/menu', '/elsewhere']);
    await shared.stop();
  });
});

describe("Discord's markdown", () => {
  const text = (words: string) => ({ type: 'text', text: words });

  it('is read in blocks: headings, small print, quotes and lists belong to lines', () => {
    expect(parseMarkdown('## Træf\n-# Småt\n> Et\n> To\n- a\n- b\n1. c\nLinje')).toEqual([
      { type: 'heading', level: 2, children: [text('Træf')] },
      { type: 'small', children: [text('Småt')] },
      { type: 'quote', lines: [[text('Et')], [text('To')]] },
      { type: 'list', ordered: false, items: [[text('a')], [text('b')]] },
      { type: 'list', ordered: true, items: [[text('c')]] },
      { type: 'line', children: [text('Linje')] },
    ]);
  });

  it('is read within lines: marks may lie in each other, and what is escaped is text', () => {
    expect(parseMarkdown('**fed *og skrå*** \\*ikke\\* <@12> <t:100:R> `*kode*`')).toEqual([
      {
        type: 'line',
        children: [
          { type: 'strong', children: [text('fed '), { type: 'em', children: [text('og skrå')] }] },
          text(' *ikke* '),
          { type: 'user', id: '12' },
          text(' '),
          { type: 'time', seconds: 100, style: 'R' },
          text(' '),
          { type: 'code', text: '*kode*' },
        ],
      },
    ]);
  });

  it('makes links of addresses of the web alone', () => {
    const [line] = parseMarkdown('[x](javascript:alert) [y](https://example.dk) https://example.dk/z.');
    expect(line).toEqual({
      type: 'line',
      children: [
        text('[x](javascript:alert) '),
        { type: 'link', url: 'https://example.dk', children: [text('y')] },
        text(' '),
        { type: 'link', url: 'https://example.dk/z', children: [text('https://example.dk/z')] },
        text('.'),
      ],
    });
  });
});
