import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { SpaceRef } from './chat/call.ts';
import { describeCommands } from './chat/descriptions.ts';
import { loadCommands } from './chat/load.ts';
import { ConfigurationError, type Platform } from './chat/platform.ts';
import { type Context, createContext, may } from './communities/context.ts';
import { spaceChanged } from './communities/jobs.ts';
import { keepInput, keptInput } from './communities/kept-inputs.ts';
import { managesOn } from './communities/managing.ts';
import { createReception } from './communities/reception/service.ts';
import { connect } from './database/client.ts';
import { migrate } from './database/migrate.ts';
import { DatabaseOutage, type DatabaseState, watchDatabase } from './database/watch.ts';
import { whichHold } from './database/which-hold.ts';
import type { DeliveryOptions } from './delivery/deliver.ts';
import { createOutbox } from './delivery/outbox.ts';
import { settlePressed } from './delivery/pressed.ts';
import { startQueue } from './delivery/queue.ts';
import { comeIn } from './delivery/takeover.ts';
import { startWorker } from './delivery/worker.ts';
import { createDispatcher } from './dispatch/dispatcher.ts';
import { Unavailable } from './dispatch/errors.ts';
import { createFarewell } from './farewell.ts';
import { buttonsOf, joinFeatures } from './feature-list.ts';
import { FEATURES } from './features.ts';
import { forgetOld } from './forgetting.ts';
import { createMetrics } from './health/metrics.ts';
import { healthRoutes } from './health/routes.ts';
import { startSweep } from './sweep.ts';
import type { Clock } from './time/clock.ts';
import { openWebServers, type WebServers } from './web-servers.ts';

/** Jobs that are under way at the end get so long. */
const QUEUE_PATIENCE_MS = 2_000;

const COMMANDS = fileURLToPath(new URL('../commands', import.meta.url));

/** Parts that a bot is made of, beside its configuration. */
export interface BotOptions {
  databaseUrl: string;
  platforms: readonly Platform[];
  /** Several processes share one database: some receive, some send, or each does both (the default). */
  role?: 'everything' | 'gateway' | 'worker';
  /** Web servers, which are stopped with the bot; it answers nothing by HTTP when left out. */
  servers?: WebServers;
  /** Runs when everything is loaded and nobody hears of the bot yet: what takes long there lets nobody wait. */
  beforeConnecting?: () => void;
  clock: Clock;
  log: Logger;
}

/** A running bot. */
export interface Bot {
  /** Lets what is under way finish, for a few seconds, then lets go of everything. */
  stop(): Promise<void>;
}

/**
 * Brings the database up to date, connects the queue and the platforms, and starts working with what can be started;
 * the rest of it is tried again in the background.
 * @throws {ConfigurationError} when every platform refuses its settings
 */
export async function startBot({
  databaseUrl,
  platforms,
  role = 'everything',
  servers,
  beforeConnecting,
  clock,
  log,
}: BotOptions): Promise<Bot> {
  const actions = buttonsOf(FEATURES);
  const [commands] = await Promise.all([loadCommands<Context>(COMMANDS), migrate(databaseUrl)]);
  // Stopped from the last one to the first: at the end, or when a later one cannot be started.
  await using parts = new AsyncDisposableStack();
  const watch = watchDatabase(databaseUrl, (state) => tellOfDatabase(state, log));
  const farewell = createFarewell(watch, log);
  parts.defer(() => farewell('watch', () => watch.stop()));
  const db = connect(databaseUrl, { onBrokenConnection: (error) => log.warn({ err: error }, 'database connection') });
  parts.defer(() => farewell('database', () => db.close()));
  const presence = await comeIn(databaseUrl, db, clock, log);
  parts.defer(() => farewell('presence', () => presence.leave()));
  const boss = await startQueue(databaseUrl, log);
  parts.defer(() => farewell('queue', () => boss.stop({ graceful: true, timeout: QUEUE_PATIENCE_MS })));
  const condition = { database: watch.state, platforms };
  const metrics = createMetrics({ db, clock, condition });
  const outbox = createOutbox(boss, clock);
  const byName = new Map(platforms.map((platform) => [platform.name, platform]));
  const manages = managesOn(byName);
  const features = joinFeatures(FEATURES, { db, outbox, clock, manages, log });
  const noteSpace = (space: SpaceRef, present: boolean) =>
    spaceChanged({ db, clock, log, returned: features.spaceReturned }, space, present);
  const reception = createReception({ db, clock }, presence);
  const services = {
    ...{ db, outbox, clock, platforms: byName, log, spaceOf: reception.spaceOf },
    ...{ spaceChanged: noteSpace, spaceMoved: features.spaceMoved },
  };
  const delivery: DeliveryOptions = {
    db,
    clock,
    presence,
    platforms: byName,
    renderers: features.messages,
    preparations: features.preparations,
    editedLast: features.editedLast,
    log,
    settled: features.deliveriesEnded,
  };

  const dispatcher = createDispatcher<Context>({
    repertoire: { commands, actions },
    context: (call, task) => createContext(services, call, task),
    may,
    keep: keepInput,
    kept: (call, id) => keptInput({ db, clock }, call, id),
    claims: reception,
    whileThere: async (work) => {
      const since = clock.monotonic();
      try {
        const result = await watch.whileThere(work);
        metrics.answered(clock.monotonic() - since);
        return result;
      } catch (error) {
        throw error instanceof DatabaseOutage ? new Unavailable(error.outage, { cause: error }) : error;
      }
    },
    messageSeen: ({ account }, pressed) =>
      settlePressed(
        { db, clock, settled: features.messagesFound },
        { ...pressed, platform: account.platform, account: account.id },
      ),
    spaceChanged: (platform, id, present) => noteSpace({ platform, id }, present),
    clock,
    log,
  });
  const described = describeCommands(commands);
  const receives = role !== 'worker';
  beforeConnecting?.();
  const called = [...platforms, ...(servers ? [servers.outside, servers.health] : [])];
  parts.defer(() => farewell('platforms', () => Promise.all(called.map((one) => one?.stop()))));
  // How it stands is told while the platforms' first tries last, too.
  if (servers) {
    const routes = { health: healthRoutes(condition, metrics), outside: features.routes };
    await openWebServers(servers, routes, log);
  }
  const tries = platforms.map((one) => (receives ? one.start(dispatcher, described) : one.startSending()));
  const tried = Promise.allSettled(tries);
  // What one platform is sent does not wait for another, whose first try may take long.
  await Promise.any(tries).catch(async () => checkTries(await tried));
  const worker = role === 'gateway' ? null : await startWorker(boss, delivery);
  if (worker) parts.defer(() => farewell('worker', () => worker.stop()));
  if (worker) {
    const due = features.due();
    const sweep = startSweep(
      [
        ...due.steps,
        { name: 'deliveries', run: () => worker.sweep() },
        { name: 'forgetting', run: () => forgetOld(db, clock) },
      ],
      { clock, log, whichHold: (conditions) => whichHold(db.prisma, conditions), swept: metrics.swept },
    );
    parts.defer(() =>
      farewell('sweep', async () => {
        // A step that has begun still needs what is stopped next.
        await sweep.stop();
        await due.stop();
      }),
    );
  }

  checkTries(await tried);
  const started = parts.move();
  return { stop: () => started.disposeAsync() };
}

/**
 * One that refuses its settings costs no other one. When all do there is nothing to run for: whoever starts the bot for
 * the first time reads why, and a service that starts it again has used up nothing at the platforms.
 * @throws {ConfigurationError} with what each says, when all refuse
 */
function checkTries(tries: readonly PromiseSettledResult<void>[]): void {
  const errors: unknown[] = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const refusals = errors.filter((error) => error instanceof ConfigurationError);
  for (const error of errors) if (!(error instanceof ConfigurationError)) throw error;
  if (refusals.length > 0 && refusals.length === tries.length)
    throw new ConfigurationError(refusals.map(({ message }) => message).join('\n'), { cause: refusals[0] });
}

function tellOfDatabase(state: DatabaseState, log: Logger): void {
  if (state === 'well') log.warn('the database answers again, and can write');
  else if (state === 'away') log.error('the database does not answer');
  else log.error('the database can write nothing: its disk is full or broken, or it may only be read');
}
