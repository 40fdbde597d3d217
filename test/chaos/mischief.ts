import { setTimeout as delay } from 'node:timers/promises';
import type { FaultSeen } from '@samling/sandbox/faults.ts';
import type { Bot } from './bot.ts';
import type { ApiFault, Happening, KillAtRequest, Moment, Plan } from './plan.ts';
import { KILLED_AT, REQUESTS } from './requests.ts';
import { until, type World } from './world.ts';

const POLL_MS = 2;
/** A moment that does not come, because everything stands still, is now. */
const MOMENT_WITHIN_MS = 8_000;
/** A request that does not come. */
const STRUCK_WITHIN_MS = 10_000;

/** Does what a plan says to a world. */
export class Mischief {
  readonly #world: World;
  readonly #plan: Plan;
  /** Two happenings that touch the server, or the bots, come one after the other. */
  #last: Promise<void> = Promise.resolve();
  readonly #holds: Promise<void>[] = [];
  #over = false;

  constructor(world: World, plan: Plan) {
    this.#world = world;
    this.#plan = plan;
  }

  /** From here on requests fail. */
  arm(): void {
    for (const fault of this.#plan.faults) this.#add(fault);
    if (this.#plan.forgetful) void this.#forget();
  }

  /** Lets everything happen, each at its moment. Resolves when it has. */
  async happen(): Promise<void> {
    const { sandbox, bots } = this.#world;
    let copies = 0;
    const stop = sandbox.onChange(({ kind }) => {
      if (kind === 'message') copies += 1;
    });
    const steps = this.#plan.steps.map(async ({ at, does }) => {
      await moment(at, () => copies);
      await this.make(does);
    });
    if (this.#plan.processes === 2 && this.#plan.lateSecond) bots[1]?.start();
    await Promise.all(steps);
    stop();
  }

  /** Lets one thing happen now, in its turn. */
  make(does: Happening): Promise<void> {
    return this.#inTurn(() => this.#do(does));
  }

  /** Tells whether no fault is left that could strike. */
  exhausted(): boolean {
    return this.#world.sandbox.faults().every(({ struck, times = 0 }) => struck >= times);
  }

  /** From here on nothing goes wrong any more, and all bots work. @returns when the last request was let go */
  async end(): Promise<Date> {
    const { sandbox } = this.#world;
    this.#over = true;
    await Promise.all(this.#holds);
    for (const { id } of sandbox.faults()) sandbox.removeFault(id);
    const letGo = new Date();
    await Promise.all(this.#running().map((bot) => bot.ready()));
    return letGo;
  }

  async #forget(): Promise<void> {
    while (!this.#over) {
      this.#world.sandbox.discord.forgetNonces();
      await delay(POLL_MS);
    }
  }

  #running(): Bot[] {
    return this.#world.bots.slice(0, this.#plan.processes);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work);
    return this.#last;
  }

  #add({ forMs, ...fault }: ApiFault): FaultSeen {
    const added = this.#world.sandbox.addFault(fault);
    if (forMs !== undefined) this.#holds.push(this.#release(added.id, forMs));
    return added;
  }

  /** A request that is held is let go some time after it came. */
  async #release(id: string, forMs: number): Promise<void> {
    if (await this.#struck(id)) await delay(forMs);
    this.#world.sandbox.removeFault(id);
  }

  #struck(id: string): Promise<boolean> {
    const { sandbox } = this.#world;
    const hasStruck = () => sandbox.faults().some((fault) => fault.id === id && fault.struck > 0);
    return quickly(() => hasStruck() || this.#over, STRUCK_WITHIN_MS);
  }

  async #do(does: Happening): Promise<void> {
    const { database, sandbox, server } = this.#world;
    switch (does.kind) {
      case 'kill':
        return this.#killAndStart(does.bots, does.downMs);
      case 'kill at a post':
      case 'kill at an edit':
      case 'kill at a delete':
        return this.#killAtRequest(does);
      case 'drop connections':
        return sandbox[does.platform].dropConnections();
      case 'restart database':
        return server.restart(does.downMs);
      case 'cut database':
        return database.cut();
      case 'stall database':
        return database.stall(does.table, does.forMs, async () => {
          if (does.ends === 'with a cut') await database.cut();
          if (does.ends === 'with a kill') await this.#killAndStart([0, 1], 0);
        });
    }
  }

  async #killAndStart(numbers: readonly number[], downMs: number): Promise<void> {
    const bots = this.#running().filter((_, number) => numbers.includes(number));
    await Promise.all(bots.map((bot) => bot.kill()));
    await delay(downMs);
    for (const bot of bots) bot.start();
  }

  async #killAtRequest({ kind, platform, after, does, forMs }: KillAtRequest): Promise<void> {
    const { sandbox } = this.#world;
    const on = REQUESTS[KILLED_AT[kind]][platform];
    const fault = sandbox.addFault({ platform, on, times: 1, after, does: { kind: does } });
    await this.#struck(fault.id);
    await this.#killAndStart([0, 1], 0);
    await delay(does === 'hold' ? forMs : 0);
    sandbox.removeFault(fault.id);
  }
}

async function moment({ copies, thenMs }: Moment, arrived: () => number): Promise<void> {
  await quickly(() => arrived() >= copies, MOMENT_WITHIN_MS);
  await delay(thenMs);
}

function quickly(condition: () => boolean, withinMs: number): Promise<boolean> {
  return until(condition, withinMs, POLL_MS);
}
