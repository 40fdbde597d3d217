import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { parseWhen } from '../src/time/when/parse-when.ts';

/** One line of a file of cases: what somebody typed, when and where, and the right answer. */
export interface Case {
  readonly line: number;
  readonly now: string;
  readonly zone: string;
  readonly phrase: string;
  /** the start, ISO 8601 with offset, or `!kind` where the right answer is an explanation */
  readonly start: string;
  /** the end, or empty when none was said */
  readonly end: string;
}

/**
 * Reads tab-separated cases: now, zone, phrase, start or !kind, end. Empty lines and those starting with # are left
 * out.
 */
export function readCases(text: string): Case[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '' && !line.startsWith('#'))
    .map(({ line, number }) => {
      const [now = '', zone = '', phrase = '', start = '', end = ''] = line.split('\t');
      return { line: number, now: now.trim(), zone: zone.trim(), phrase, start: start.trim(), end: end.trim() };
    });
}

/** @returns what the answer should have been and what it was, or null when it is right */
export function checkCase(example: Case): { expected: string; got: string } | null {
  const now = Date.parse(example.now);
  if (Number.isNaN(now) || example.start === '')
    return { expected: 'five columns: now, zone, phrase, start, end', got: 'another line' };
  const answer = parseWhen(example.phrase, { now, zone: example.zone });
  const write = (instant: number | null) => (instant === null ? '' : writeInstant(instant, example.zone));
  const got = answer.ok ? [write(answer.start), write(answer.end)] : [`!${answer.kind}`, ''];
  const explanation = example.start.startsWith('!');
  const expected = explanation
    ? [example.start, '']
    : [example.start, example.end].map((each) => write(instantOf(each)));
  return expected.join() === got.join() ? null : { expected: expected.join(' '), got: got.join(' ') };
}

function instantOf(text: string): number | null {
  return text === '' ? null : Temporal.Instant.from(text).epochMilliseconds;
}

function writeInstant(instant: number, zone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return time.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** Checks files of cases and writes every miss. */
function main(files: readonly string[]): void {
  if (files.length === 0) {
    process.stderr.write('Usage: npm run cases -- FILE...\n');
    process.exitCode = 1;
    return;
  }
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    for (const example of readCases(readFileSync(file, 'utf8'))) {
      const miss = checkCase(example);
      if (!miss) passed++;
      else {
        failed++;
        const { line, now, phrase } = example;
        process.stdout.write(
          `${file}:${line}: "${phrase}" (now ${now})\n  expected ${miss.expected}\n  got      ${miss.got}\n`,
        );
      }
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

if (import.meta.main) main(process.argv.slice(2));
