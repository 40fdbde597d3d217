/** Messages of a shard's process to the manager that started it (shards.ts). */
export type ToManager = 'may I identify?' | 'started';
export type ToShard = 'identify';

/** The part of Discord's servers that this process receives: those whose `(id >> 22) % count` is `id`. */
export interface Shard {
  id: number;
  count: number;
  /** Waits for the turn of this process: Discord lets a bot identify only so often, all its processes together. */
  waitForIdentify(signal: AbortSignal): Promise<void>;
}

/** @param place what the manager gave this process to be */
export function shardOf(place: { id: number; count: number }): Shard {
  return {
    ...place,
    async waitForIdentify(signal) {
      const answer: ToShard = 'identify';
      const allowed = Promise.withResolvers<void>();
      const listen = (message: unknown) => message === answer && allowed.resolve();
      signal.addEventListener('abort', () => allowed.reject(signal.reason), { once: true });
      process.on('message', listen);
      try {
        tellManager('may I identify?');
        await allowed.promise;
      } finally {
        process.off('message', listen);
      }
    },
  };
}

/** A manager that is gone is noticed by the end of the channel, not here. */
export function tellManager(message: ToManager): void {
  if (process.connected) process.send?.(message);
}

/**
 * Ends this process with its manager: without one nobody stops it, and the next manager starts another for the same
 * shard. discord.js goes on telling the manager of its connections until the end.
 */
export function endWithManager(end: () => Promise<void>): void {
  process.once('disconnect', end);
  process.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_IPC_CHANNEL_CLOSED') throw error;
  });
}
