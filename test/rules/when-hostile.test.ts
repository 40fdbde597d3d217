import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { canonicalWhen } from '../../src/time/when/moment.ts';
import { parseDuration } from '../../src/time/when/parse-duration.ts';
import { parseWhen } from '../../src/time/when/parse-when.ts';
import { writeMoment } from '../../src/time/write.ts';

const zone = 'Europe/Copenhagen';
const now = Date.parse('2026-11-23T12:00:00+01:00');
const context = { now, zone };
const MINUTE = 60_000;

/** Words that each may be read in several ways, to be strung together without sense. */
const WORDS =
  'i om den d på kl. at to til - og mellem 3. 12 7 1/2 12.12 19.30 19:00 2027 2026-12-19 fredag næste sidste første mandag morgen aften nat uge weekend måned december en halv time timer kvart over juleaften søndag advent dagen efter the of from next last day before noon 7pm / : , . torsdgg eftermdag'.split(
    ' ',
  );
const soup = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', ' ', '')), { maxLength: 80 })
  .map((words) => words.flat().join(''));
const hostile = fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 }));

test('whatever is typed gets an answer: a moment ahead, or an explanation with suggestions ahead', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const answer = parseWhen(text, context);
      const moments = answer.ok ? [answer] : answer.suggestions;
      for (const { start, end } of moments) {
        expect(start).toBeGreaterThanOrEqual(now);
        expect(start % MINUTE).toBe(0);
        if (end !== null) expect(end).toBeGreaterThan(start);
      }
      expect(() => parseDuration(text)).not.toThrow();
    }),
    { numRuns: 1500 },
  );
});

test('words that are repeated are answered too', () => {
  for (const text of WORDS.flatMap((word) => [`${word} `.repeat(100), word.repeat(100), `${word} - `.repeat(60)]))
    expect(() => parseWhen(text, context)).not.toThrow();
});

test('only the first 200 characters are read', () => {
  const text = `torsdag kl. 19${' '.repeat(186)}på biblioteket`;
  expect(parseWhen(text, context)).toMatchObject({ ok: true, wall: { start: '2026-11-26T19:00' } });
});

/** Moments ahead whose wall times are shown once only, so that words can name them. */
const moment = fc
  .record({
    ahead: fc.integer({ min: 1, max: 3 * 365 * 1440 }),
    length: fc.option(fc.integer({ min: 1, max: 40 * 1440 })),
  })
  .map(({ ahead, length }) => ({
    start: now + ahead * MINUTE,
    end: length === null ? null : now + (ahead + length) * MINUTE,
  }))
  .filter(({ start, end }) => [start, end ?? start].every(isShownOnce));

function isShownOnce(instant: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  );
  return first?.epochMilliseconds === second?.epochMilliseconds;
}

test('the canonical form of a moment is read back exactly', () => {
  fc.assert(
    fc.property(moment, ({ start, end }) => {
      const wall = (instant: number) =>
        Temporal.Instant.fromEpochMilliseconds(instant)
          .toZonedDateTimeISO(zone)
          .toPlainDateTime()
          .toString({ smallestUnit: 'minute' });
      const text = canonicalWhen({ wall: { start: wall(start), end: end === null ? null : wall(end) } });
      expect(parseWhen(text, context)).toMatchObject({ ok: true, start, end });
    }),
    { numRuns: 500 },
  );
});

test.each(['da', 'en'] as const)('what is written for people in "%s" is read back exactly', (language) => {
  fc.assert(
    fc.property(moment, ({ start, end }) => {
      const text = writeMoment(start, end, { zone, language, year: 'always' });
      expect([text, parseWhen(text, context)]).toMatchObject([text, { ok: true, start, end: end ?? null }]);
    }),
    { numRuns: 500 },
  );
});

test('an unknown zone is a mistake of the caller', () => {
  expect(() => parseWhen('kl. 19', { now, zone: 'Mars/Olympus' })).toThrow(RangeError);
});
