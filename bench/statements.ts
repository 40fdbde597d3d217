/** `npm run bench -- statements`: what a bot asks PostgreSQL when nobody calls, and for one press. */
import { setTimeout as delay } from 'node:timers/promises';
import { connectSandbox } from '@samling/sandbox/control/client.ts';
import { type Asked, startCountingProxy } from './counting-proxy.ts';
import { startBenchDatabase } from './database.ts';
import { type Measured, quantile } from './figures.ts';
import { answersOn, publishMeetup } from './presses.ts';
import { startBotProcess, startSandboxProcess } from './processes.ts';

/** The work of the start is done by then; after that so long is counted. */
const SETTLED_AFTER_MS = 10_000;
const IDLE_MS = 30_000;
const IDLE_GOAL = 15;
const GUESTS = 20;
/** The first of each guest makes their account, and is not counted. */
const ROUNDS = 2;
/** Cards are drawn anew, and all that follows a press is done, by then. */
const BETWEEN_MS = 1_500;

export async function benchStatements(): Promise<Measured> {
  const [sandbox, database] = await Promise.all([startSandboxProcess({ guests: GUESTS }, true), startBenchDatabase()]);
  const proxy = await startCountingProxy(database.url);
  const bot = await startBotProcess(sandbox, proxy.url);
  await delay(SETTLED_AFTER_MS);
  const idle = await countedWhile(proxy.asked, () => delay(IDLE_MS));
  const perSecond = idle.statements / (IDLE_MS / 1_000);
  const platform = connectSandbox(sandbox.origin).discord;
  await publishMeetup(platform);
  const press = answersOn(platform);
  const counted: Asked[] = [];
  for (let number = 0; number < ROUNDS * GUESTS; number += 1) {
    const asked = await countedWhile(proxy.asked, () => press(number % GUESTS));
    if (number < GUESTS) continue;
    counted.push(asked);
    await delay(BETWEEN_MS);
  }
  await bot.stop();
  proxy.stop();
  await database.stop();
  sandbox.stop();
  const median = (key: keyof Asked) =>
    quantile(
      counted.map((asked) => asked[key]),
      0.5,
    );
  return {
    figures: [
      {
        what: 'statements a second of an idle bot, two platforms',
        measured: perSecond.toFixed(1),
        baseline: '1',
        ratio: perSecond,
        goal: { atMost: IDLE_GOAL },
      },
    ],
    notes: [
      `a press until it is answered, of an account that is known: ${median('statements')} statements, ` +
        `${median('roundTrips')} round trips in the median, with what the bot asks beside it`,
    ],
  };
}

async function countedWhile(asked: () => Asked, work: () => Promise<unknown>): Promise<Asked> {
  const before = asked();
  await work();
  const after = asked();
  return {
    statements: after.statements - before.statements,
    roundTrips: after.roundTrips - before.roundTrips,
  };
}
