import { setTimeout as delay } from 'node:timers/promises';
import { send, writeDraft } from '../broadcast/people.ts';
import type { Mischief } from '../mischief.ts';
import type { Plan } from '../plan.ts';
import { Chance } from '../random.ts';
import { until, type World } from '../world.ts';
import { makeCommunities } from './communities.ts';
import { type Guest, guestsOf } from './guests.ts';
import { correct, edit, publish, withdraw } from './organiser.ts';

/** So that what people do is drawn apart from what goes wrong. */
const PEOPLE_SEED = 7_919;
const LONGEST_PAUSE_MS = 500;
const DUE_WITHIN_MS = 30_000;

/** Everything that people do in one run. */
export class Gathering {
  readonly guests: readonly Guest[];
  /** Platform ids of those who went when the reminder became due. */
  remindedOf: readonly string[] = [];
  readonly #world: World;
  readonly #plan: Plan;
  readonly #chance: Chance;

  constructor(world: World, plan: Plan) {
    this.#world = world;
    this.#plan = plan;
    this.#chance = new Chance(plan.seed + PEOPLE_SEED);
    this.guests = guestsOf(world);
  }

  async prepare(): Promise<void> {
    await makeCommunities(this.#world);
    await publish(this.#world);
    await writeDraft(this.#world);
  }

  async perform(mischief: Mischief): Promise<void> {
    await Promise.all([...this.guests.map((guest) => this.#answer(guest)), this.#edit(), this.#announce()]);
    await this.#remind(mischief);
  }

  async #answer(guest: Guest): Promise<void> {
    const labels = Array.from({ length: this.#chance.between(1, 3) }, () =>
      this.#chance.weighted([
        [4, 'Kommer'],
        [1, 'Måske'],
        [2, 'Kommer ikke'],
      ] as const),
    );
    for (const label of labels) {
      await this.#pause();
      await guest.answer(label);
    }
  }

  async #edit(): Promise<void> {
    const changes = [{ where: 'Gården' }, { capacity: '5' }, { where: 'Haven' }];
    for (const change of changes.slice(0, this.#chance.between(1, changes.length))) {
      await this.#pause();
      await edit(this.#world, change);
    }
  }

  async #announce(): Promise<void> {
    await this.#pause();
    await send(this.#world);
    await this.#pause();
    await correct(this.#world);
    if (this.#chance.happens(0.5)) return;
    await this.#pause();
    await withdraw(this.#world);
  }

  /** Makes the first reminder due, and lets go wrong what the plan has for that moment. */
  async #remind(mischief: Mischief): Promise<void> {
    const { database } = this.#world;
    const going = await database.query<{ id: string }>(
      `SELECT a."externalId" AS id FROM "Rsvp" r JOIN "Account" a ON a.id = r."accountId" WHERE r.answer = 'going'`,
    );
    this.remindedOf = going.map(({ id }) => id);
    const happening = this.#plan.atReminders ? mischief.make(this.#plan.atReminders) : undefined;
    await database.query(`UPDATE "Reminder" SET "dueAt" = now() WHERE "minutesBefore" = 1440 AND "doneAt" IS NULL`);
    await happening;
    await until(async () => {
      const due = await database.query(`SELECT 1 FROM "Reminder" WHERE "doneAt" IS NULL AND "dueAt" <= now()`);
      return due.length === 0;
    }, DUE_WITHIN_MS);
  }

  #pause(): Promise<void> {
    return delay(this.#chance.between(0, LONGEST_PAUSE_MS));
  }
}
