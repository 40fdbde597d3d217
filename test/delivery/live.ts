import type { Platform } from '../../src/chat/platform.ts';
import { transaction } from '../../src/database/transaction.ts';
import type { DeliveryOptions, Renderer } from '../../src/delivery/deliver.ts';
import { type Clock, systemClock } from '../../src/time/clock.ts';
import type { Engine } from './engine.ts';

/** A live card that says what stands in {@link LiveCards.says} for its subject. */
const LIVE = 'test.live';

/** Lines that live cards show now, by their subject; null: it is withdrawn. */
export class LiveCards {
  readonly says = new Map<string, string | null>();

  readonly renderers: DeliveryOptions['renderers'] = { [LIVE]: async (_db, { subjectId }) => this.#card(subjectId) };

  /** Posts a card in each of the channels, and waits for none. */
  async place(engine: Engine, subjectId: string, channels: readonly { space: string; id: string }[]): Promise<void> {
    const placements = channels.map(({ space, id }) => ({
      spaceId: engine.spaces.get(space) ?? '',
      kind: LIVE,
      subjectId,
      to: { channel: id },
    }));
    await transaction(engine.db, (tx) => engine.outbox.place(tx, placements));
  }

  /** Changes what the cards of a subject say, and has them edited. */
  async change(engine: Engine, subjectId: string, text: string | null): Promise<void> {
    await transaction(engine.db, (tx) => {
      this.says.set(subjectId, text);
      return engine.outbox.changed(tx, { kind: LIVE, names: [LIVE] }, subjectId);
    });
  }

  #card(subjectId: string): Awaited<ReturnType<Renderer>> {
    const text = this.says.get(subjectId);
    return text ? { body: [{ type: 'text', text }] } : 'withdrawn';
  }
}

/** A clock that tests put forward: as if so much time had passed. */
export class ForwardClock implements Clock {
  #ahead = 0;

  now = (): number => Date.now();
  machine = (): number => Date.now() + this.#ahead;
  monotonic = (): number => systemClock.monotonic() + this.#ahead;
  sleep = systemClock.sleep;

  forward(ms: number): void {
    this.#ahead += ms;
  }
}

/** @returns the platform with some of its methods done in another way */
export function instead(platform: Platform, other: Partial<Platform>): Platform {
  return { ...platform, ...other };
}
