import { expect, test } from 'vitest';
import { toMarkdown } from '../../src/discord/render/markdown.ts';
import { richText } from '../../src/slack/render/rich-text.ts';

const PLACE = 'https://da.wikipedia.org/wiki/Valby_(bydel)';

test.each([
  [`se ${PLACE}`, PLACE],
  [`(se ${PLACE})`, PLACE],
  [`se (${PLACE}).`, PLACE],
  ['se https://a.dk/x[1] og mere', 'https://a.dk/x[1]'],
  ['[https://a.dk/x]', 'https://a.dk/x'],
  ['https://a.dk/((x))), tak', 'https://a.dk/((x))'],
  ['https://a.dk/x…', 'https://a.dk/x'],
  ['»https://a.dk/x«.', 'https://a.dk/x'],
  ['https://a.dk/?q=(a)!', 'https://a.dk/?q=(a)'],
])('in "%s" the address is %s on both platforms', (text, address) => {
  const links = richText(text).flatMap((element) => (element.type === 'link' ? [element.url] : []));
  expect(links).toEqual([address]);
  const shown = toMarkdown(text);
  expect(shown.includes(`<${address}>`) || shown.split(/\s/).some((word) => word.startsWith(address))).toBe(true);
});
