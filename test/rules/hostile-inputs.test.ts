import { join } from 'node:path';
import pino from 'pino';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Call, CallBody } from '../../src/chat/call.ts';
import type { Card } from '../../src/chat/card.ts';
import { field, fieldsOf, given, VALUE_MAX } from '../../src/chat/input.ts';
import { loadCommands } from '../../src/chat/load.ts';
import { strong, type Text } from '../../src/chat/text.ts';
import { readLink } from '../../src/chat/web-address.ts';
import { type Context, subcommand } from '../../src/communities/context.ts';
import { readTopics } from '../../src/communities/networks/rules.ts';
import { excessOf as discordExcess, renderCard as onDiscord } from '../../src/discord/render/card.ts';
import { renderForm as formOnDiscord } from '../../src/discord/render/form.ts';
import { createDispatcher } from '../../src/dispatch/dispatcher.ts';
import { errorCard } from '../../src/dispatch/error-card.ts';
import { taskOf } from '../../src/dispatch/task.ts';
import { mistakesText, validate } from '../../src/dispatch/validation.ts';
import { buttonsOf } from '../../src/feature-list.ts';
import { FEATURES } from '../../src/features.ts';
import { readTypedText } from '../../src/slack/receive.ts';
import { NOTHING_MORE, renderCard as onSlack, excessOf as slackExcess } from '../../src/slack/render/card.ts';
import { renderForm as formOnSlack } from '../../src/slack/render/form.ts';
import { systemClock } from '../../src/time/clock.ts';
import { parseDuration } from '../../src/time/when/parse-duration.ts';
import { parseWhen } from '../../src/time/when/parse-when.ts';
import { suggestZones } from '../../src/time/zones.ts';

// Only ratios are judged here: a busy machine may take its time.
vi.setConfig({ testTimeout: 120_000 });

/** Texts of about `n` characters that cost somebody's regular expression more than their length. */
const SHAPES: Record<string, (n: number) => string> = {
  blanks: (n) => `${' '.repeat(n)}x`,
  'blanks between words': (n) => `a${' '.repeat(n)}b`,
  'lines of blanks': (n) => 'a   \n'.repeat(n / 5),
  'empty lines': (n) => `a${'\n'.repeat(n)}b`,
  'what has no width': (n) => `a${'\u200b'.repeat(n)}b`,
  'opening mark-up': (n) => '<#<@<!subteam^<https://'.repeat(n / 23),
  'mark-up without an end': (n) => '<#a|<@b|'.repeat(n / 8),
  brackets: (n) => `http://a${')'.repeat(n)}b`,
  'square brackets': (n) => '[]('.repeat(n / 3),
  'an address with dots': (n) => `http://a${'.'.repeat(n)}x`,
  addresses: (n) => 'http://a.dk, '.repeat(n / 13),
  digits: (n) => '1'.repeat(n),
  dots: (n) => `a${'.a'.repeat(n / 2)}`,
  colons: (n) => ':a '.repeat(n / 3),
  'names of fields': (n) => 'titel: x '.repeat(n / 9),
  bars: (n) => '|  '.repeat(n / 3),
  asterisks: (n) => '*_`~'.repeat(n / 4),
  'combining marks': (n) => `e${'\u0301\u0323'.repeat(n / 2)}`,
  emoji: (n) => '👩‍👩‍👧'.repeat(n / 8),
};

/** Within what is looked at of a text, and beyond. */
const READ = [2_000, 4 * VALUE_MAX];
/** Beyond what any message holds. */
const DRAWN = [5_000];
/** Four times as long may cost four times as much; what grows with the square costs sixteen times. */
const MOST = 9;
/** Smallest time that is told apart from the noise of the machine. */
const NOISE_MS = 2;

/** Processor time of this thread in ms, the least of some runs: others who use the machine do not count. */
function cost(work: () => unknown): number {
  const runs = Array.from({ length: 3 }, () => {
    const before = process.threadCpuUsage();
    work();
    return process.threadCpuUsage(before).user / 1000;
  });
  return Math.min(...runs);
}

/** @returns the shapes whose cost grows faster than their length from `n` to four times as much */
function steep(work: (text: string) => unknown, lengths: readonly number[] = READ): string[] {
  return Object.entries(SHAPES).flatMap(([name, shape]) => {
    const found = lengths.find((n) => ratioAt(n, shape, work) > MOST);
    return found === undefined ? [] : [`${name} at ${found}`];
  });
}

function ratioAt(n: number, shape: (n: number) => string, work: (text: string) => unknown): number {
  const [short, long] = [shape(n), shape(4 * n)];
  work(short);
  return (
    cost(() => work(long)) /
    Math.max(
      cost(() => work(short)),
      NOISE_MS,
    )
  );
}

const commands = await loadCommands<Context>(join(import.meta.dirname, '../../commands'));
const buttons = buttonsOf(FEATURES);

const callOf = (body: CallBody): Call => ({
  callId: '1',
  space: { platform: 'discord', id: '1' },
  channel: '1',
  account: { platform: 'discord', tenant: '', id: '1' },
  member: () => Promise.reject(new Error('not asked here')),
  receivedAt: 0,
  ...body,
});

/** Does what the dispatcher does with a call before a handler is reached, and says of what is wrong with it. */
function receive(body: CallBody): void {
  const task = taskOf({ commands, actions: buttons }, callOf(body));
  if (!task?.question) return;
  const { texts, input } = task.question;
  const checked = validate(input, task.values, 'da');
  if ('mistakes' in checked) errorCard(mistakesText('da', texts, checked.mistakes));
}

const inputs = [...commands.values()].flatMap(({ name, subcommands }) =>
  [...subcommands].flatMap(([sub, { input }]) => fieldsOf(input).map((field) => ({ name, sub, field: field.name }))),
);
const questions = [...buttons.values()].flatMap(({ action, question }) =>
  question ? fieldsOf(question.input).map((field) => ({ action: action.name, question, field: field.name })) : [],
);

test('every command and every form has inputs to try', () => {
  expect(inputs.length).toBeGreaterThan(20);
  expect(questions.length).toBeGreaterThan(8);
});

test.each(inputs)('/$name $sub, $field: the work grows with the length alone', ({ name, sub, field }) => {
  expect(steep((text) => receive({ kind: 'command', path: [name, sub], values: { [field]: text } }))).toEqual([]);
});

test.each(questions)('the form of $action, $field: the work grows with the length alone', ({ question, field }) => {
  const work = (text: string) => {
    const checked = validate(question.input, given({ [field]: text }), 'da');
    if ('mistakes' in checked) errorCard(mistakesText('da', question.texts, checked.mistakes));
  };
  expect(steep(work)).toEqual([]);
});

test.each([...commands.keys()])('/%s with anything after it: the work grows with the length alone', (name) => {
  const subs = [...(commands.get(name)?.subcommands.keys() ?? [])];
  const work = (text: string) => {
    for (const sub of ['', ...subs])
      receive({ kind: 'typed', path: [name], text: readTypedText(`${sub} titel: ${text} | ${text}`) });
  };
  expect(steep(work)).toEqual([]);
});

test.each<[string, (text: string) => unknown]>([
  ['a time', (text) => parseWhen(text, { now: 0, zone: 'Europe/Copenhagen' })],
  ['a duration', parseDuration],
  ['a link', (text) => readLink(text.slice(0, VALUE_MAX))],
  ['topics', (text) => readTopics(text.slice(0, 1_500))],
  ['a zone', (text) => suggestZones(text.slice(0, 64))],
])('%s is read in steps that grow with its length alone', (_name, read) => {
  expect(steep(read)).toEqual([]);
});

const TEXTS: Record<string, (text: string) => Text> = {
  words: (text) => text,
  strong: (text) => ['a ', strong(text), ' b'],
  code: (text) => ({ type: 'code', text }),
  'a link': (text) => ({ type: 'link', url: 'https://a.dk', text }),
};

test.each(Object.keys(TEXTS))('%s of any length are drawn in steps that grow with it alone', (kind) => {
  const make = TEXTS[kind] as (text: string) => Text;
  const work = (typed: string) => {
    const text = make(typed);
    const card: Card = {
      heading: text,
      body: [
        { type: 'text', text },
        { type: 'note', text },
        { type: 'fields', fields: [{ label: text, value: text }] },
      ],
    };
    onDiscord(card);
    onSlack(card, NOTHING_MORE);
    discordExcess(card);
    slackExcess(card);
  };
  expect(steep(work, DRAWN)).toEqual([]);
});

test('a form that comes back with what was typed is drawn in steps that grow with it alone', () => {
  const work = (text: string) => {
    const value = given({ text }).text;
    const form = {
      id: 'x',
      title: 'x',
      submit: 'x',
      fields: [
        { type: 'paragraph' as const, name: 'text', label: 'x', required: true, maxLength: 4000, value, hint: 'x' },
      ],
    };
    formOnDiscord(form);
    formOnSlack(form, '');
  };
  expect(steep(work, DRAWN)).toEqual([]);
});

test('what is far too long is not said to be as long as what was looked at', () => {
  const { question } =
    taskOf({ commands, actions: buttons }, callOf({ kind: 'command', path: ['meetup', 'create'], values: {} })) ?? {};
  if (!question) throw new Error('/meetup create asks nothing.');
  const mistakes = (title: string) =>
    validate(question.input, given({ title, when: 'i morgen kl. 19', where: 'x' }), 'da');
  expect(mistakes('x'.repeat(101))).toEqual({ mistakes: { title: 'Det er 101 tegn langt. Der er plads til 100.' } });
  expect(mistakes('x'.repeat(50_000))).toEqual({
    mistakes: { title: 'Det er over 12.000 tegn langt. Der er plads til 100.' },
  });
});

test('what is proposed for is no longer than its field', async () => {
  const typed: string[] = [];
  const probe = subcommand({
    answers: 'privately',
    right: 'anyone',
    input: z.object({ meetup: field.pick(), when: field.moment() }),
    suggest: {
      async meetup(_context, words, values) {
        typed.push(words, ...Object.values(values));
        return [];
      },
    },
    handle: () => Promise.reject(new Error('not run here')),
  });
  const unused = () => Promise.reject(new Error('not asked here'));
  const receiver = createDispatcher<Context>({
    repertoire: {
      commands: new Map([['probe', { name: 'probe', subcommands: new Map([['it', probe]]) }]]),
      actions: new Map(),
    },
    context: async () => ({}) as Context,
    may: async () => true,
    keep: unused,
    kept: unused,
    spaceChanged: unused,
    messageSeen: unused,
    claims: { claim: unused, answered: unused },
    whileThere: (work) => work(),
    clock: systemClock,
    log: pino({ enabled: false }),
  });
  const values = { meetup: 'e\u0301'.repeat(50_000), other: ' x'.repeat(50_000) };
  await receiver.suggest(callOf({ kind: 'suggest', path: ['probe', 'it'], field: 'meetup', values }));
  expect(typed.map(({ length }) => length)).toEqual([100, VALUE_MAX, VALUE_MAX]);
});
