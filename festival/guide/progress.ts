import type { SeenMessage } from '@samling/sandbox/contract.ts';
import { now } from '@samling/sandbox/page/client/store/clock.ts';
import { halves } from '@samling/sandbox/page/client/store/page.ts';
import { Store } from '@samling/sandbox/page/client/store/store.ts';
import { peopleOn, spacesOn } from '@samling/sandbox/page/client/store/world.ts';
import { type DatedCard, datedCardOf } from '@samling/sandbox/page/client/time/dated-cards.ts';

/** The goals, step by step. */
export type StepName = 'linked' | 'published' | 'reminded';

/** Progress of a visitor. What was reached stays so in this window. */
export interface Progress {
  dismissed: boolean;
  linked: boolean;
  published: boolean;
  answered: boolean;
  /** The person who answered on Slack. */
  answeredAs: string;
  reminded: boolean;
  skipped: readonly StepName[];
}

const KEPT_AS = 'samling.guide';
const BEGINNING: Progress = {
  ...{ dismissed: false, linked: false, published: false, answered: false, answeredAs: '', reminded: false },
  skipped: [],
};
/** Time for which the bot's code is good for. */
const CODE_MS = 15 * 60_000;
/** Time before a meetup at which people are reminded who answered in time. */
export const REMINDED_MS = 60 * 60_000;

export const guide = new Store<Progress>({ ...BEGINNING, ...kept() });

export function dismiss(): void {
  keep({ dismissed: true });
}

export function reopen(): void {
  keep({ dismissed: false });
}

/** Goes on without a step: nobody is to be held up by one that does not work out. */
export function skip(step: StepName): void {
  keep({ skipped: [...guide.value.skipped, step] });
}

/** Watches both halves and notes what has been reached. @returns ends it */
export function watchProgress(): () => void {
  const ends = Object.values(halves).map((half) => half.store.listen(look));
  look();
  return () => {
    for (const end of ends) end();
  };
}

/** @returns the code to link with that stands on Discord, while it is good */
export function linkCode(messages: readonly SeenMessage[]): string | undefined {
  const fresh = messages.filter(({ onlyYou, fromBot, postedAt }) => onlyYou && fromBot && now() - postedAt < CODE_MS);
  return fresh.map(({ text }) => /\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/.exec(text)?.[0]).findLast(Boolean);
}

/** @returns the draft that waits on Discord to be published: only its organiser sees it */
export function preview(messages: readonly SeenMessage[]): SeenMessage | undefined {
  const { dismissed } = halves.discord.store.value;
  return messages.findLast((message) => !dismissed.has(message.id) && isPreview(message));
}

function isPreview({ onlyYou, buttons }: SeenMessage): boolean {
  return onlyYou && buttons.some(({ id }) => id.startsWith('meetup.publish:'));
}

/** The card of a meetup that all see. */
export interface MeetupCard {
  message: SeenMessage;
  card: DatedCard;
}

/** @returns the cards that can be answered: an announcement may have a button and a date as well */
function meetupsIn(messages: readonly SeenMessage[]): MeetupCard[] {
  const answered = messages.filter(({ buttons }) => buttons.some(({ id }) => id.startsWith('meetup.answer:')));
  return answered.flatMap((message) => datedCardOf(message).map((card) => ({ message, card })));
}

/** @returns the cards in the channel that is open on Slack, the newest last */
export function cardsOnSlack(): MeetupCard[] {
  return meetupsIn(halves.slack.inChannel);
}

/** @returns whether people are still to be reminded of it */
export function isAhead({ card }: MeetupCard): boolean {
  return card.startsAt - REMINDED_MS > now();
}

/** Line of a card with who comes, who may, or who waits: "Kommer (2): @Åse, 1 fra RÅ Festival". */
const LIST = /^\S.* \(\d+\): /;

/**
 * @param key of the person on Slack
 * @returns whether a card names them among those who come, may come or wait; whoever says no is not named
 */
export function isListed(key: string, { message }: MeetupCard): boolean {
  const name = peopleOn('slack').find((person) => person.key === key)?.name;
  return message.text.split('\n').some((line) => LIST.test(line) && line.includes(`@${name}`));
}

function look(): void {
  const slack = halves.slack.store.value;
  const [onDiscord, onSlack] = [halves.discord.inChannel, halves.slack.inChannel];
  const made = meetupsIn(onDiscord).map(({ card }) => card);
  const shared = made.filter((one) => meetupsIn(onSlack).some(({ card }) => card.title === one.title));
  const told = onSlack.filter(({ onlyYou, fromBot }) => onlyYou && fromBot);
  const servers = spacesOn('discord').map(({ name }) => name);
  // What tells of a change, or of an announcement, comes at other times.
  const isReminder = ({ text, postedAt }: SeenMessage) =>
    made.some(
      ({ title, startsAt }) => text.includes(title) && startsAt - REMINDED_MS <= postedAt && postedAt <= startsAt,
    );
  const own = halves.slack.space?.name ?? '';
  const links = ({ text }: SeenMessage) => text.includes(own) && servers.some((name) => text.includes(name));
  const linked = shared.length > 0 || told.some(links);
  const reached: Partial<Progress> = {
    ...(linked && { linked }),
    ...(made.length > 0 && { published: true }),
    ...(cardsOnSlack().some((card) => isListed(slack.as, card)) && { answered: true, answeredAs: slack.as }),
    ...(slack.directs.some(isReminder) && { reminded: true }),
  };
  if (Object.keys(reached).some((name) => !guide.value[name as keyof Progress])) keep(reached);
}

function keep(change: Partial<Progress>): void {
  guide.set(change);
  sessionStorage.setItem(KEPT_AS, JSON.stringify(guide.value));
}

function kept(): Partial<Progress> {
  return JSON.parse(sessionStorage.getItem(KEPT_AS) ?? '{}') as Partial<Progress>;
}
