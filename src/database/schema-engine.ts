import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { DatabaseError } from './error.ts';
import { hasCode } from './files.ts';

/** Folder of the project's schema: one file per feature. */
export const schemaFolder = path.resolve(import.meta.dirname, '../../prisma/schema');

/** The engine without the file that imports its .wasm. */
const engineModule = '@prisma/schema-engine-wasm/schema_engine_bg';

/** Node has it; the types are only in TypeScript's library for browsers. */
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, () => void> } }>;
};

/**
 * Compares a database with the Prisma schema, with Prisma's own engine.
 * What the schema's language cannot say (partial indexes, checks, triggers, other PostgreSQL schemas as pg-boss's) is
 * left out of the comparison.
 * @param url of the database
 * @param folder of .prisma files
 * @returns the SQL that turns the database's structure into the schema's; '' when they are equal
 * @throws {DatabaseError} when the schema has a mistake
 */
export async function differenceFrom(url: string, folder: string = schemaFolder): Promise<string> {
  const files = await readSchema(folder);
  const pool = new IntrospectionPool({ connectionString: url, max: 1 });
  const engine = await newEngine(files, adapterOf(pool));
  try {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: folder },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? '' : (stdout ?? '');
  } finally {
    engine.free();
    await pool.end();
  }
}

async function readSchema(folder: string): Promise<SchemaContainer[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort();
  const files = names.map((name) => path.join(folder, name));
  return await Promise.all(files.map(async (file) => ({ path: file, content: await readFile(file, 'utf8') })));
}

async function newEngine(
  files: SchemaContainer[],
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> {
  loading ??= loadEngine();
  const { SchemaEngine } = await loading;
  const datamodels = files.map(({ path: name, content }): [string, string] => [name, content]);
  try {
    return await SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory));
  } catch (cause) {
    if (hasCode(cause, invalidSchema) && cause instanceof Error) throw new DatabaseError(cause.message, { cause });
    throw cause;
  }
}

/** Prisma's code for a mistake in a .prisma file; the message shows the line. */
const invalidSchema = 'P1012';

/** Once per process: the module keeps the memory of one instance. */
let loading: ReturnType<typeof loadEngine> | undefined;

async function loadEngine() {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: enginePanics } });
  const engine = await import(engineModule);
  // By hand: as an import, Node would load it with an ExperimentalWarning.
  const file = createRequire(import.meta.url)
    .resolve(engineModule)
    .replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': engine });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  return engine;
}

/** Otherwise a panic of the engine would leave its promise unsettled for ever. */
function enginePanics(message: string): never {
  throw new DatabaseError(`Prisma's schema engine broke down: ${message}`);
}

/** The number of PostgreSQL's type "char", which its catalogue uses and the adapter does not know. */
const charType = 18;
const textType = 25;

/** Reads "char" as text, and remembers which columns were. */
class IntrospectionPool extends pg.Pool {
  readonly charColumns = new Set<string>();

  override async query(...args: unknown[]): Promise<never> {
    const result = await (super.query as (...args: unknown[]) => Promise<pg.QueryResult>)(...args);
    for (const field of result.fields) {
      if (field.dataTypeID !== charType) continue;
      field.dataTypeID = textType;
      this.charColumns.add(field.name);
    }
    return result as never;
  }
}

/**
 * `PrismaPg`, mended for reading the catalogue: it fails at columns of the type "char", and with their type lost the
 * engine fails on PostgreSQL 18 (https://github.com/prisma/orm/issues/29635).
 */
function adapterOf(pool: IntrospectionPool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    async connect(): Promise<SqlDriverAdapter> {
      const adapter = await factory.connect();
      const queryRaw = adapter.queryRaw.bind(adapter);
      adapter.queryRaw = async (query) => {
        const result = await queryRaw(query);
        const columnTypes = result.columnTypes.map((type, index) =>
          pool.charColumns.has(result.columnNames[index] ?? '') ? ColumnTypeEnum.Character : type,
        );
        return { ...result, columnTypes };
      };
      return adapter;
    },
  };
}
