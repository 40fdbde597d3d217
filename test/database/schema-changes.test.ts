import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { pendingSchemaChanges, type SchemaPlaces, writeMigration } from '../../src/database/schema-changes.ts';
import { serverUrl, temporaryFolder } from './harness.ts';

const noon = Date.parse('2026-08-24T12:00:00Z');
let folder: string;
let places: Required<SchemaPlaces>;

beforeEach(async () => {
  folder = await temporaryFolder();
  places = { schema: path.join(folder, 'schema'), migrations: path.join(folder, 'migrations'), server: serverUrl() };
  await mkdir(places.schema);
  await writeFile(path.join(places.schema, 'base.prisma'), 'datasource db {\n  provider = "postgresql"\n}\n');
  await writeSpace('name String');
});

async function writeSpace(...fields: string[]): Promise<void> {
  const model = ['model Space {', '  id Int @id', ...fields.map((field) => `  ${field}`), '}'];
  await writeFile(path.join(places.schema, 'spaces.prisma'), `${model.join('\n')}\n`);
}

test('writes what the schema has beyond the migrations, and then has nothing more to write', async () => {
  expect(await pendingSchemaChanges(places)).toContain('CREATE TABLE "Space"');
  const file = await writeMigration('first-spaces', noon, places);
  expect(file).toBe(path.join(places.migrations, '20260824120000_first_spaces', 'migration.sql'));
  expect(await pendingSchemaChanges(places)).toBe('');
  expect(await writeMigration('nothing', noon + 1000, places)).toBeNull();
  expect((await readdir(places.migrations)).sort()).toEqual(['20260824120000_first_spaces', 'migration_lock.toml']);
});

test('tells a schema that has changed since', async () => {
  await writeMigration('spaces', noon, places);
  await writeSpace('name String', 'places Int?');
  expect(await pendingSchemaChanges(places)).toBe(
    '-- AlterTable\nALTER TABLE "Space" ADD COLUMN     "places" INTEGER;\n',
  );
  const file = (await writeMigration('places', noon + 1000, places)) ?? '';
  expect(await readFile(file, 'utf8')).toContain('ADD COLUMN     "places"');
  expect(await pendingSchemaChanges(places)).toBe('');
});

test('tells migrations that lead somewhere else', async () => {
  const file = (await writeMigration('spaces', noon, places)) ?? '';
  await writeFile(file, (await readFile(file, 'utf8')).replace('"name" TEXT NOT NULL', '"name" TEXT'));
  expect(await pendingSchemaChanges(places)).toContain('ALTER COLUMN "name" SET NOT NULL');
});

test('leaves alone what the schema’s language cannot say', async () => {
  const file = (await writeMigration('spaces', noon, places)) ?? '';
  const more = `
    CREATE UNIQUE INDEX "one_unnamed" ON "Space" ((1)) WHERE "name" = '';
    ALTER TABLE "Space" ADD CHECK (length("name") < 100);
    CREATE FUNCTION nothing() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$;
    CREATE TRIGGER nothing BEFORE INSERT ON "Space" FOR EACH ROW EXECUTE FUNCTION nothing();
    CREATE SCHEMA pgboss; CREATE TABLE pgboss.job (id INT);`;
  await writeFile(file, (await readFile(file, 'utf8')) + more);
  expect(await pendingSchemaChanges(places)).toBe('');
});

test('shows the mistake in a schema', async () => {
  await writeSpace('name Strong');
  await expect(pendingSchemaChanges(places)).rejects.toThrow(/Type "Strong" is neither .*\n.*spaces\.prisma:3/);
});

test('refuses a name that is none', async () => {
  await expect(writeMigration('../Add Polls', noon, places)).rejects.toThrow(
    '"../Add Polls" is no name for a migration',
  );
});
