import { ChaosServer } from './database.ts';

/**
 * Works through a list, several at a time; each job has a server of its own, since runs restart theirs.
 * @param signal ends it early: what has begun is finished
 * @throws the first error, when all jobs have tidied up
 */
export async function inJobs<Item, Result>(
  jobs: number,
  items: readonly Item[],
  work: (item: Item, server: ChaosServer) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result[]> {
  const left = [...items];
  const results: Result[] = [];
  const job = async () => {
    const server = await ChaosServer.start();
    try {
      for (let item = left.shift(); item !== undefined && !signal?.aborted; item = left.shift())
        results.push(await work(item, server));
    } finally {
      await server.stop();
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(jobs, items.length) }, job));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return results;
}
