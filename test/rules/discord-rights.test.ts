import { expect, test } from 'vitest';
import { overwritten } from '../../src/discord/rights.ts';

const [VIEW, SEND] = [1n << 10n, 1n << 11n];
const who = { space: 'server', roles: ['server', 'helpers', 'board'], account: 'me' };
const overwrite = (id: string, allow: bigint, deny: bigint) => ({ id, allow: `${allow}`, deny: `${deny}` });
const rights = (...overwrites: ReturnType<typeof overwrite>[]) => overwritten(VIEW | SEND, overwrites, who);

test('a channel takes away what everyone may, and gives it back to a role', () => {
  expect(rights()).toBe(VIEW | SEND);
  expect(rights(overwrite('server', 0n, VIEW))).toBe(SEND);
  expect(rights(overwrite('server', 0n, VIEW), overwrite('board', VIEW, 0n))).toBe(VIEW | SEND);
  expect(rights(overwrite('server', 0n, VIEW), overwrite('others', VIEW, 0n))).toBe(SEND);
});

test('what one role gives counts more than what another takes, and the member’s own counts most', () => {
  expect(rights(overwrite('board', 0n, SEND), overwrite('helpers', SEND, 0n))).toBe(VIEW | SEND);
  expect(rights(overwrite('helpers', SEND, 0n), overwrite('me', 0n, SEND))).toBe(VIEW);
});
