import pg from 'pg';

/**
 * A connection whose end is never an uncaught error. A pool takes its own listener off a connection that it hands out,
 * and whoever takes it adds one a moment later; a connection that breaks in between would end the process. Its queries
 * are rejected all the same, which is how one hears of it.
 */
export class EnduringClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
