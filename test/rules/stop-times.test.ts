import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STOP_WITHIN_MS as DISCORD_MS } from '../../src/discord/listen.ts';
import { SHARDS_STOP_WITHIN_MS } from '../../src/discord/shards.ts';
import { LATE_MS, WITHIN_MS } from '../../src/farewell.ts';
import { END_ALL_WITHIN_MS, END_WITHIN_MS } from '../../src/lifetime.ts';
import { STOP_WITHIN_MS as SLACK_MS } from '../../src/slack/index.ts';
import { CLOSE_WITHIN_MS } from '../../src/web/server.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
/** Parts of a bot that are stopped one after the other, each with some time of its own when all of it is over. */
const PARTS = read('src/bot.ts').match(/farewell\('/g)?.length ?? 0;
/** Seconds after which the service manager of docs/hosting.md ends a process by force. */
const BY_FORCE_S = Number(/^TimeoutStopSec=(\d+)$/m.exec(read('docs/hosting.md'))?.[1]);
/** Time (ms) that docs/hosting.md promises. */
const PROMISED_MS = 10_000;

test('whoever waits for others to stop waits longer than they take', () => {
  expect(PARTS).toBeGreaterThan(2);
  const inOrder = [
    Math.max(DISCORD_MS, SLACK_MS, CLOSE_WITHIN_MS),
    WITHIN_MS,
    WITHIN_MS + PARTS * LATE_MS,
    END_WITHIN_MS,
    SHARDS_STOP_WITHIN_MS,
    END_ALL_WITHIN_MS,
    PROMISED_MS,
    BY_FORCE_S * 1_000,
  ];
  expect(inOrder).toEqual([...new Set(inOrder)].toSorted((one, other) => one - other));
});
