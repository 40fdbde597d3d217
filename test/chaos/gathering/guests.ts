import type { LocalPlatform, SeenMessage } from '@samling/sandbox/contract.ts';
import { OWNER, until, type World } from '../world.ts';
import { OWN_SPACES } from './communities.ts';
import { once, TITLE } from './organiser.ts';

const REPLY_WITHIN_MS = 5_000;
const ANSWERS = { Kommer: 'going', Måske: 'maybe', 'Kommer ikke': 'not_going' } as const;

type Label = keyof typeof ANSWERS;

/** A press of a button, and whether the person has read what came of it. */
export interface Press {
  answer: (typeof ANSWERS)[Label];
  confirmed: boolean;
}

/** Somebody who answers the meetup, and remembers what they pressed. */
export class Guest {
  readonly key: string;
  /** The platform's id. */
  readonly id: string;
  readonly local: LocalPlatform;
  readonly presses: Press[] = [];
  readonly #place: { space: string; channel: string };

  constructor(local: LocalPlatform, person: { key: string; id: string }, place: { space: string; channel: string }) {
    this.local = local;
    this.key = person.key;
    this.id = person.id;
    this.#place = place;
  }

  /** Presses a button of the public card, and waits a while for an answer. */
  async answer(label: Label): Promise<void> {
    const card = this.#sees().find(({ onlyYou, buttons }) => !onlyYou && buttons.some((one) => one.label === label));
    if (!card) return;
    const before = new Set(this.#replies().map(({ id }) => id));
    const press: Press = { answer: ANSWERS[label], confirmed: false };
    this.presses.push(press);
    await once(() => this.local.press(this.key, card.id, label));
    press.confirmed = await until(() => this.#replies().some(({ id }) => !before.has(id)), REPLY_WITHIN_MS);
  }

  /** @returns what the bot has answered to this person alone */
  #replies(): SeenMessage[] {
    return this.#sees().filter(({ onlyYou, text }) => onlyYou && text.includes(TITLE));
  }

  #sees(): SeenMessage[] {
    return this.local.channel(this.key, this.#place).filter(({ fromBot }) => fromBot);
  }
}

/** @returns everybody of the community but the one who organises */
export function guestsOf({ sandbox, channels }: Pick<World, 'sandbox' | 'channels'>): Guest[] {
  return OWN_SPACES.flatMap((name) => {
    const channel = channels.find(({ space }) => space.name === name);
    const local = channel && sandbox[channel.platform];
    const space = local?.spaces().find((one) => one.name === name);
    if (!local || !space) throw new Error(`There is no space ${name}.`);
    const guests = space.people.filter(({ key }) => key !== OWNER);
    return guests.map((person) => new Guest(local, person, { space: name, channel: channel.name }));
  });
}
