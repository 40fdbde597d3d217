/** `npm run bench -- acknowledgements`: how long a press waits, against handlers that do nothing. */
import { once } from 'node:events';
import { connectSandbox, type RemotePlatform } from '@samling/sandbox/control/client.ts';
import { startBenchDatabase } from './database.ts';
import { type Figure, quantile, table } from './figures.ts';
import { buttonOn } from './people.ts';
import { startBotProcess, startPart, startSandboxProcess } from './processes.ts';

const GUESTS = 20;
const SIZE = { guests: GUESTS };
const CHANNEL = 'arrangementer';
/** Presses of each bot that warm up, and those that count: one by one, and all guests at once so many times. */
const WARM_UP = 40;
const ONE_BY_ONE = 200;
const TOGETHER = 15;

/** Presses as a guest. @returns ms from when the sandbox sent it until the acknowledgement was there */
type Press = (guest: number) => Promise<number>;

export async function benchAcknowledgements(): Promise<string[]> {
  const start = () => startSandboxProcess(SIZE, true);
  // Each bot has a sandbox of its own: a platform would tell two connections of one bot both, or either.
  const [forBot, forEmpty, database] = await Promise.all([start(), start(), startBenchDatabase()]);
  const [bot, empty] = await Promise.all([
    startBotProcess(forBot, database.url),
    startPart('empty-handlers.ts', { ...forEmpty, size: SIZE, seed: undefined, channel: CHANNEL, label: 'Tryk' }),
  ]);
  const figures: Figure[] = [];
  for (const name of ['discord', 'slack'] as const) {
    const ours = await pressesMeetup(connectSandbox(forBot.origin)[name]);
    const theirs = await presses(connectSandbox(forEmpty.origin)[name], () => 'Tryk');
    figures.push(...(await compare(name, ours, theirs)));
  }
  await bot.stop();
  empty.stop();
  if (empty.process.exitCode === null) await once(empty.process, 'exit');
  for (const sandbox of [forBot, forEmpty]) sandbox.stop();
  await database.stop();
  return table(figures);
}

/** Both take turns, press by press. */
async function compare(platform: string, ours: Press, theirs: Press): Promise<Figure[]> {
  const alone = { ours: [] as number[], theirs: [] as number[] };
  for (let number = 0; number < WARM_UP + ONE_BY_ONE; number += 1) {
    const [their, our] = [await theirs(number % GUESTS), await ours(number % GUESTS)];
    if (number < WARM_UP) continue;
    alone.theirs.push(their);
    alone.ours.push(our);
  }
  const together = { ours: [] as number[], theirs: [] as number[] };
  const guests = Array.from({ length: GUESTS }, (_, guest) => guest);
  for (let number = 0; number < TOGETHER; number += 1) {
    together.theirs.push(...(await Promise.all(guests.map(theirs))));
    together.ours.push(...(await Promise.all(guests.map(ours))));
  }
  return [
    figure(`${platform}, one by one, p50`, alone, 0.5),
    figure(`${platform}, one by one, p99`, alone, 0.99),
    figure(`${platform}, ${GUESTS} at once, p50`, together, 0.5),
    figure(`${platform}, ${GUESTS} at once, p99`, together, 0.99),
  ];
}

function figure(what: string, { ours, theirs }: { ours: number[]; theirs: number[] }, share: number): Figure {
  const [measured, baseline] = [quantile(ours, share), quantile(theirs, share)];
  return {
    what,
    measured: `${measured.toFixed(1)} ms`,
    baseline: `${baseline.toFixed(1)} ms`,
    ratio: measured / baseline,
  };
}

/** Publishes a meetup; each press of the same guest changes their answer. */
async function pressesMeetup(platform: RemotePlatform): Promise<Press> {
  const slack = platform.name === 'slack';
  const [organiser, place] = [slack ? 'aase' : 'maja', placeOn(platform)];
  const options = { title: 'Fællesspisning', when: 'i morgen kl. 19', where: 'Gården' };
  const text = `create ${Object.entries(options)
    .map(([key, value]) => `${key}: ${value}`)
    .join(' ')}`;
  await platform.command(organiser, place, slack ? { name: '/meetup', text } : { name: 'meetup create', options });
  const draft = await buttonOn(platform, organiser, place, 'Slå op');
  await platform.press(organiser, draft.message, draft.button);
  let count = 0;
  return presses(platform, () => (Math.floor(count++ / GUESTS) % 2 === 0 ? 'Kommer' : 'Kommer ikke'));
}

async function presses(platform: RemotePlatform, label: () => string): Promise<Press> {
  const known = new Map<string, Promise<{ message: string; button: string }>>();
  return async (guest) => {
    const words = label();
    const button = known.get(words) ?? buttonOn(platform, 'gaest-1', placeOn(platform), words);
    known.set(words, button);
    const found = await button;
    const outcome = await platform.press(`gaest-${guest + 1}`, found.message, found.button);
    if (outcome.acknowledgedAfterMs === undefined) throw new Error(`A press on ${platform.name} was not acknowledged.`);
    return outcome.acknowledgedAfterMs;
  };
}

function placeOn({ name }: RemotePlatform) {
  return { space: name === 'slack' ? 'RÅ Frivillige' : 'RÅ Festival', channel: CHANNEL };
}
