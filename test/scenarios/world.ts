import type { Sandbox } from '@samling/sandbox';
import type { LocalPlatform, Outcome, SeenForm, SeenMessage } from '@samling/sandbox/contract.ts';
import type { RemotePlatform } from '@samling/sandbox/control/client.ts';
import { expect } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import type { SettableClock } from '../../src/time/clock.ts';
import { eventually, sourceOf, until } from '../waiting.ts';
import { nextFestival, type StageOptions, startStage } from './stage.ts';

/** Monday noon in Copenhagen: the "now" of the cases. */
export const NOON = '2026-11-23T12:00:00+01:00';

export type PlatformName = 'discord' | 'slack';
export const PLATFORMS: readonly PlatformName[] = ['discord', 'slack'];

/** People and the parts they play, so that a scenario reads the same on both platforms. */
const CAST = {
  discord: {
    space: 'RÅ Festival',
    channel: 'arrangementer',
    admin: 'soren',
    organiser: 'maja',
    member: 'yusuf',
    other: 'freja',
  },
  slack: {
    space: 'RÅ Frivillige',
    channel: 'arrangementer',
    admin: 'soren',
    organiser: 'aase',
    member: 'bent',
    other: 'emma',
  },
} as const;

type Part = 'admin' | 'organiser' | 'member' | 'other';

/** A sandbox with both platforms, a database of its own and the bot, all real, in one process. */
export interface World {
  sandbox: Sandbox;
  db: Database;
  clock: SettableClock;
  /** @returns somebody who plays a part on a platform */
  person(platform: PlatformName, part: Part | (string & {}), place?: { space?: string; channel?: string }): Person;
  /** Sets the time of day. @param instant ISO 8601 with an offset */
  travelTo(instant: string): void;
  /** Lets so many seconds of the day pass. */
  later(seconds: number): void;
  /** Waits until nothing is on its way any more: every delivery ended, every live card shows the truth. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A festival of its own on both platforms, at noon, with an empty database. The sandbox, the database's server and the
 * bot are those that all tests of this worker share; with options they are its own.
 */
export async function startWorld(options: StageOptions = {}): Promise<World> {
  const { sandbox, db, clock, stop } =
    Object.keys(options).length > 0 ? await startStage(options) : await nextFestival();
  const travelTo = (instant: string) => sandbox.clock.set(Date.parse(instant));
  travelTo(NOON);
  return {
    sandbox,
    db,
    clock,
    travelTo,
    later: (seconds) => sandbox.clock.set(clock.now() + seconds * 1000),
    person: (platform, part, place = {}) => new Person(sandbox, platform, part, place),
    quiet: () => quiet(db),
    stop,
  };
}

/** Waits until every delivery has ended and every live card shows the truth. */
export async function quiet(db: Database): Promise<void> {
  await eventually(async () => {
    const [row] = await db.prisma.$queryRaw<{ deliveries: number; cards: number }[]>`
        SELECT (SELECT count(*) FROM "Delivery" WHERE state = 'pending')::int AS deliveries,
               (SELECT count(*) FROM "Placement" WHERE shown < changes AND message IS NOT NULL AND NOT gone)::int AS cards`;
    expect(row).toEqual({ deliveries: 0, cards: 0 });
  });
}

const ASKS_PATIENCE = /^(?:Et øjeblik …|One moment …)/;

/** Labels of what stands behind *Flere valg* on a draft or in settings: people look for it there. */
const BEHIND_MORE =
  /^(?:Skriv det også på|Ret den (?:engelske|danske) tekst|Mærk teksten|Sæt ”Set”|Tag ”Set”|Giv en rolle|Giv ingen besked alligevel|Slet kladden|Fjern tidspunktet|Vælg en målgruppe|Kræv |Giv et emne|Giv en målgruppe|Send videre|Send ikke videre|Forlad netværket|Ret emner|Se, hvem der har ændret|Lad alle|Ret tidszone|Vælg sprog|Tilføj )/;

/** A sandbox's platform, in this process or in another. */
type Local = LocalPlatform | RemotePlatform;

/** One person on one platform, in words of what they do and see. */
export class Person {
  readonly key: string;
  readonly platform: PlatformName;
  readonly place: { space: string; channel: string };
  readonly #local: Local;

  constructor(
    sandbox: Record<PlatformName, Local>,
    platform: PlatformName,
    part: string,
    place: { space?: string; channel?: string } = {},
  ) {
    const cast = CAST[platform];
    this.key = part in cast ? cast[part as Part] : part;
    this.platform = platform;
    this.place = { space: place.space ?? cast.space, channel: place.channel ?? cast.channel };
    this.#local = sandbox[platform];
  }

  /** Uses a command with named values: as options on Discord, typed after the command on Slack. */
  async uses(command: string, values: Record<string, string> = {}): Promise<Outcome> {
    if (this.platform === 'discord')
      return this.#answered(() => this.#local.command(this.key, this.place, { name: command, options: values }));
    const [name = '', ...rest] = command.split(' ');
    const typed = Object.entries(values).map(([key, value]) => `${key}: ${value}`);
    const text = [...rest, ...typed].join(' ');
    return this.#answered(() => this.#local.command(this.key, this.place, { name: `/${name}`, text }));
  }

  suggestions(command: string, focused: string, values: Record<string, string>) {
    return this.#local.suggest(this.key, this.place, { name: command, options: values, focused });
  }

  /** Presses the button with these words on the newest message that has it. */
  async presses(label: string, on?: (message: SeenMessage) => boolean): Promise<Outcome> {
    if (BEHIND_MORE.test(label)) await this.#reveals((one) => one.buttons.some((button) => button.label === label), on);
    const message = await this.finds(
      (one) => one.buttons.some((button) => button.label === label) && (on?.(one) ?? true),
    );
    return this.#local.press(this.key, message.id, label);
  }

  /** Looks behind *Flere valg* on the newest card that has it, unless what is looked for stands there already. */
  async #reveals(
    has: (message: SeenMessage) => boolean,
    on: (message: SeenMessage) => boolean = () => true,
  ): Promise<void> {
    const offers = (one: SeenMessage) => one.buttons.some(({ label }) => label === 'Flere valg');
    const message = await this.finds((one) => on(one) && (has(one) || offers(one)));
    if (!has(message)) await this.#local.press(this.key, message.id, 'Flere valg');
  }

  /**
   * On a slow machine the bot asks for patience first: waits for the answer, which is a new message, or one that stands
   * before the request for patience and has changed.
   */
  async #answered(act: () => Promise<Outcome>): Promise<Outcome> {
    const before = new Map((await this.sees()).map(({ id, editedAt }) => [id, editedAt]));
    const outcome = await act();
    const note = outcome.message;
    if (!note || !ASKS_PATIENCE.test(note.text)) return outcome;
    const isNew = ({ id, editedAt }: SeenMessage) => !before.has(id) || before.get(id) !== editedAt;
    const message = await until(
      async () => (await this.sees()).findLast((one) => isNew(one) && !ASKS_PATIENCE.test(one.text)),
      `the answer to ${this.key} after a request for patience`,
    );
    return { ...outcome, message };
  }

  /** Presses a button that opens a form, and waits for the form with its fields, however late they come. */
  opens(label: string, on?: (message: SeenMessage) => boolean): Promise<Outcome> {
    return this.#opened(() => this.presses(label, on));
  }

  /** Uses a command that opens a form, and waits for the form. */
  opensBy(command: string, values: Record<string, string> = {}): Promise<Outcome> {
    return this.#opened(() => this.uses(command, values));
  }

  async #opened(act: () => Promise<Outcome>): Promise<Outcome> {
    const before = new Set((await this.forms()).map(({ id }) => id));
    const outcome = await act();
    const isNew = ({ id, fields }: SeenForm) => (!before.has(id) || id === outcome.form?.id) && fields.length > 0;
    const form = await until(async () => (await this.forms()).findLast(isNew), `a form before ${this.key}`);
    return { ...outcome, result: 'form', form };
  }

  /** Answers a meetup on its public card, and waits for what the bot says to it. */
  async answers(label: string, title: string): Promise<SeenMessage> {
    const before = new Set((await this.sees()).map((message) => message.id));
    // What tells of a change can be answered, too, and begins with the title.
    const isCard = ({ onlyYou, text }: SeenMessage) =>
      !onlyYou && text.startsWith(title) && !text.startsWith(`${title} er `);
    await this.presses(label, isCard);
    return this.finds((one) => one.onlyYou && !before.has(one.id) && one.text.includes(title));
  }

  async chooses(menu: string, value: string): Promise<Outcome> {
    if (BEHIND_MORE.test(menu)) await this.#reveals((one) => one.menus.some((each) => each.placeholder === menu));
    const message = await this.finds((one) => one.menus.some((each) => each.placeholder === menu));
    const found = message.menus.find((each) => each.placeholder === menu);
    const option = found?.options.find((one) => one.label === value || one.value === value);
    return this.#local.choose(this.key, message.id, menu, [option?.value ?? value]);
  }

  /** Fills in the form that is open: values by the field's name. */
  async fills(values: Record<string, string>): Promise<Outcome> {
    const form = (await this.#local.forms(this.key)).at(-1);
    if (!form) throw new Error(`${this.key} has no form open on ${this.platform}.`);
    return this.#answered(() => this.#local.submit(this.key, form.id, values));
  }

  forms() {
    return this.#local.forms(this.key);
  }

  /** Everything in the channel and in direct messages, the newest last. */
  async sees(): Promise<SeenMessage[]> {
    return [...(await this.#local.channel(this.key, this.place)), ...(await this.directMessages())];
  }

  async directMessages(): Promise<SeenMessage[]> {
    return this.#local.directMessages(this.key);
  }

  /** Waits for a message that fits. @returns the newest such */
  finds(fits: (message: SeenMessage) => boolean, what = sourceOf(fits)): Promise<SeenMessage> {
    return eventually(async () => {
      const seen = await this.sees();
      const found = seen.filter(fits).at(-1);
      if (!found) throw new Error(`only:\n${inFull(seen)}`);
      return found;
    }, `a message that ${this.key} sees on ${this.platform}: ${what}`);
  }

  /** Waits for a message with these words. */
  reads(...words: string[]): Promise<SeenMessage> {
    return this.finds((message) => words.every((word) => message.text.includes(word)), inQuotes(words));
  }

  /** Waits for a direct message with these words. */
  isTold(...words: string[]): Promise<SeenMessage> {
    return eventually(
      async () => {
        const told = await this.directMessages();
        const found = told.find((message) => words.every((word) => message.text.includes(word)));
        if (!found) throw new Error(`only:\n${inFull(told)}`);
        return found;
      },
      `a direct message to ${this.key} on ${this.platform} with ${inQuotes(words)}`,
    );
  }

  /** The public card of a meetup, as it is now. */
  card(title: string): Promise<SeenMessage> {
    return this.finds((message) => isCard(message, title), `the public card of “${title}”`);
  }

  change(change: Parameters<Sandbox['discord']['setPerson']>[1]): void {
    this.#local.setPerson(this.key, change);
  }
}

const inQuotes = (words: readonly string[]) => words.map((word) => `“${word}”`).join(' and ');
const inFull = (messages: readonly SeenMessage[]) =>
  messages.map((one) => `[${one.onlyYou ? 'only you' : 'all'}] ${one.text}`).join('\n--\n');

const isCard = ({ onlyYou, fromBot, text }: SeenMessage, title: string) =>
  !onlyYou && fromBot && text.split('\n')[0]?.includes(title) === true;

/** Says that a meetup was published, whether its cards are there yet or not. */
export const tellsPublished = ({ onlyYou, text }: SeenMessage) => onlyYou && / er (slået op|på vej ud)\./.test(text);

/** Makes a meetup and publishes it; others of its name may be there already. */
export async function publishes(organiser: Person, values: Record<string, string>): Promise<void> {
  const title = values.title ?? '';
  const before = new Set((await organiser.sees()).map(({ id }) => id));
  await organiser.uses('meetup create', values);
  await organiser.finds(({ id, text }) => !before.has(id) && text.includes(title) && text.includes('Jeg forstod'));
  const { result } = await organiser.presses('Slå op', ({ id }) => !before.has(id));
  // A platform whose patience is short gives up on the answer of a busy machine; it is published all the same.
  if (result !== 'failed') await organiser.finds((message) => !before.has(message.id) && tellsPublished(message));
  await organiser.finds((message) => !before.has(message.id) && isCard(message, title), `the new card of “${title}”`);
}

/** Edits a published meetup's time. @returns what is shown before anything is changed */
export async function proposes(organiser: Person, values: Record<string, string>): Promise<SeenMessage> {
  const before = new Set((await organiser.sees()).map(({ id }) => id));
  await organiser.uses('meetup edit', values);
  return organiser.finds(({ id, text }) => !before.has(id) && text.includes('Intet er ændret endnu'), 'a preview');
}

/** Gives a published meetup another time, and confirms what is shown first. */
export async function moves(organiser: Person, meetup: string, when: string): Promise<void> {
  const shown = await proposes(organiser, { meetup, when });
  await organiser.presses('Ja, ret tidspunktet', ({ id }) => id === shown.id);
}

/** Makes the Discord server and the Slack workspace one community. */
export async function links(world: Pick<World, 'person'>): Promise<void> {
  const onDiscord = world.person('discord', 'admin');
  const onSlack = world.person('slack', 'admin');
  await onDiscord.uses('setup link');
  const { text } = await onDiscord.reads('/setup join', 'Her er koden');
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text)?.[0] ?? '';
  await onSlack.uses('setup join', { code });
  await onSlack.reads('I er forbundet');
}
