import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';
import { describeError } from '../../src/log.ts';

const secret = 'Jeg hedder Yusuf';

test('what the database client quotes of its arguments stays out of the log', () => {
  const failure = Object.assign(new Error(secret), { code: 'P2007' });
  expect(JSON.stringify(describeError(failure))).not.toContain('Yusuf');
});

test('an error in the log tells where it happened and nothing that people wrote', () => {
  const refused = new DiscordAPIError({ code: 50035, message: secret }, 50035, 400, 'POST', 'https://example.org', {
    body: { content: secret },
  });
  const parsing = (() => {
    try {
      return JSON.parse(secret) as Error;
    } catch (error) {
      return error;
    }
  })();
  for (const error of [refused, parsing, new Error('Delivery 7 has no channel.', { cause: parsing })])
    expect(JSON.stringify(describeError(error))).not.toContain('Yusuf');
  expect(describeError(refused)).toMatchObject({ type: 'DiscordAPIError', code: 50035 });
  expect(describeError(new TypeError('x is undefined'))).toMatchObject({
    type: 'TypeError',
    message: 'x is undefined',
  });
  expect(describeError(new TypeError('x')).stack).toContain('log.test.ts');
});
