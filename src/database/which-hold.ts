import { Prisma } from './generated/client.ts';
import type { Tx } from './transaction.ts';

/** A condition of SQL, such as `EXISTS (SELECT …)`. */
export type Condition = Prisma.Sql;

/** Asks for many conditions in one statement. @returns for each whether it holds */
export async function whichHold(db: Tx, conditions: readonly Condition[]): Promise<boolean[]> {
  if (conditions.length === 0) return [];
  const [row] = await db.$queryRaw<[{ holds: boolean[] }]>`SELECT ARRAY[${Prisma.join([...conditions])}] AS holds`;
  return row.holds;
}
