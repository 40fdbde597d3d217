import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { field, given } from '../../src/chat/input.ts';
import { suggestMoment } from '../../src/chat/moment.ts';

describe('one line', () => {
  const line = field.line(20);

  test.each([
    ['Brætspil\n# Stort', 'Brætspil # Stort'],
    ['Brætspil \r\n\r\n  hele natten', 'Brætspil hele natten'],
    ['a\u2028b\u2029c\u0085d\u000be', 'a b c d e'],
    ['\nBrætspil\n', 'Brætspil'],
    ['to  blanke', 'to  blanke'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(line.parse(typed)).toBe(kept);
  });

  test('is as long as what is kept of it', () => {
    expect(line.safeParse(`${'x'.repeat(20)}\n\n\n`).success).toBe(true);
    expect(line.safeParse('x'.repeat(21)).success).toBe(false);
  });
});

test('what shows nothing counts as not given', () => {
  const nothing = ['', ' \n', '\u200b', '\u2060\u200d', '\u202e', '\u3164', '\ufeff', '\u00ad', '\u2800', '\0'];
  for (const value of nothing) expect(given({ title: value }), JSON.stringify(value)).toEqual({});
  for (const value of ['0', '-', 'å', '👩‍👩‍👧', 'א', '\u200bx'])
    expect(given({ title: value })).toEqual({ title: value });
});

test('whatever is given can be stored', () => {
  const anything = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(anything, (values) => {
      for (const one of Object.entries(given(values)).flat()) {
        expect(one.isWellFormed()).toBe(true);
        expect(one).not.toContain('\0');
      }
    }),
  );
});

test('a proposal for a time is never cut within a character', () => {
  const scene = { language: 'da', zone: 'Europe/Copenhagen', now: Date.parse('2026-11-23T11:00:00Z') } as const;
  for (let length = 90; length < 110; length += 1)
    for (const { value, label } of suggestMoment(scene, `${'x'.repeat(length)}${'😀'.repeat(60)}`)) {
      expect([value.isWellFormed(), label.isWellFormed()]).toEqual([true, true]);
      expect([value.length <= 100, label.length <= 100]).toEqual([true, true]);
    }
});
