/** `npm run db:migration NAME`: writes a migration from the difference between the schema and the migrations so far. */
import { DatabaseError } from '../src/database/error.ts';
import { writeMigration } from '../src/database/schema-changes.ts';
import { systemClock } from '../src/time/clock.ts';

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || rest.length > 0) {
  process.stderr.write('Usage: npm run db:migration NAME, as in npm run db:migration add_polls\n');
  process.exit(2);
}
try {
  const file = await writeMigration(name, systemClock.now());
  process.stdout.write(
    file === null
      ? 'The migrations already lead to the schema: there is nothing to write.\n'
      : `Wrote ${file}\nRead it before you commit it: a renamed column, for one, looks like one dropped and one added.\n`,
  );
} catch (error) {
  if (!(error instanceof DatabaseError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
