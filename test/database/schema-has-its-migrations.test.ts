import { expect, test } from 'vitest';
import { pendingSchemaChanges } from '../../src/database/schema-changes.ts';
import { serverUrl } from './harness.ts';

test('the migrations lead to the schema; where they do not, npm run db:migration NAME writes what is missing', async () => {
  expect(await pendingSchemaChanges({ server: serverUrl() })).toBe('');
});
