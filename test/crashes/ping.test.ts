import type { Sandbox } from '@samling/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { freshDatabase } from '../database/harness.ts';
import { Person, PLATFORMS, quiet } from '../scenarios/world.ts';
import { eventually, PATIENCE_MS } from '../waiting.ts';
import { type BotProcess, connectedTo, startProcess } from './bot-process.ts';

const POSTS = { discord: '^POST /channels/\\d+/messages$', slack: '^chat\\.postMessage$' } as const;
const ROLE = { discord: 'Frivillig', slack: '@arrangoerer' } as const;
const SPACE = { discord: 'RÅ Festival', slack: 'RÅ Frivillige' } as const;
const PINGED = { discord: ['emma', 'freja'], slack: ['aase', 'soren'] } as const;

let sandbox: Sandbox;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
let bot: BotProcess;

const start = () => {
  return startProcess({
    DATABASE_URL: database.url,
    ...connectedTo(sandbox),
  });
};

beforeEach(async () => {
  [sandbox, database] = await Promise.all([
    startFestival({ unlimited: true, patienceMs: PATIENCE_MS }),
    freshDatabase(),
  ]);
  db = connect(database.url);
  bot = await start();
});
afterEach(async () => {
  await bot.stop();
  await db.close();
  await sandbox.stop();
  await database.drop();
});

test.each(PLATFORMS)(
  'killed before it knows that the copy is there, on %s, nobody is notified twice',
  async (platform) => {
    const author = new Person(sandbox, platform, 'admin');
    const channel = sandbox[platform].spaces().find(({ name }) => name === SPACE[platform])?.channels;
    const own = channel?.find(({ name }) => name === 'arrangementer')?.id ?? '';
    await author.uses('network settings', { channel: own });
    await author.reads('Opslag i', '#arrangementer');
    await author.uses('announce write', { title: 'Hjælp', text: 'Kom nu.', topic: `Kun ${SPACE[platform]}` });
    await author.presses('Giv en rolle eller gruppe besked');
    await author.chooses('Vælg en rolle eller gruppe', ROLE[platform]);
    await author.presses('Ja, giv 2 personer besked');
    const fault = sandbox.addFault({ platform, on: POSTS[platform], does: { kind: 'lose' } });
    await author.presses('Send nu');
    const struck = () => sandbox.faults().find(({ id }) => id === fault.id)?.struck ?? 0;
    await eventually(() => expect(struck()).toBeGreaterThan(0));
    await bot.kill();
    sandbox.removeFault(fault.id);
    bot = await start();
    const member = new Person(sandbox, platform, 'member');
    await member.finds((one) => !one.onlyYou && one.text.startsWith('Hjælp'));
    await quiet(db);
    const copies = (await member.sees()).filter((one) => !one.onlyYou && one.text.startsWith('Hjælp'));
    expect(copies.map(({ pinged }) => pinged.toSorted())).toEqual([[...PINGED[platform]]]);
  },
);
