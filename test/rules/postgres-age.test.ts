import { expect, test } from 'vitest';
import { isReleasedLater, newerOnNpm } from '../../scripts/postgres-age.ts';

test('a newer release of the same major on npm is noticed', () => {
  const published = ['17.10.0-beta.17', '18.4.0-beta.17', '18.10.0-beta.18', '18.9.0-beta.20', '19.1.0-beta.18'];
  expect(newerOnNpm('18.4.0-beta.17', published)).toBe('18.10.0-beta.18');
  expect(newerOnNpm('18.4.0-beta.17', ['18.4.0-beta.18'])).toBe('18.4.0-beta.18');
  expect(newerOnNpm('18.10.0-beta.18', published)).toBeNull();
});

test("a distribution's release of another major tells whether fixes are missing", () => {
  expect(isReleasedLater('18.4.0-beta.17', '15.18-0+deb12u1')).toBe(false);
  expect(isReleasedLater('18.4.0-beta.17', '15.19-0+deb12u1')).toBe(true);
  expect(isReleasedLater('18.4.0-beta.17', '17.11-0+deb13u1')).toBe(true);
  expect(isReleasedLater('18.4.0-beta.17', '17.9-0+deb13u1')).toBe(false);
  expect(isReleasedLater('18.4.0-beta.17', '23.1-1')).toBe(false);
});
