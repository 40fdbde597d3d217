import type { SeenMessage } from '@samling/sandbox/contract.ts';
import { now } from '@samling/sandbox/page/client/store/clock.ts';
import { halves } from '@samling/sandbox/page/client/store/page.ts';
import { Store } from '@samling/sandbox/page/client/store/store.ts';
import { spacesOn } from '@samling/sandbox/page/client/store/world.ts';
import { type DatedCard, datedCardOf, datedCardsIn } from '@samling/sandbox/page/client/time/dated-cards.ts';

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

/** @returns the newest card on Slack of a meetup of which people are still to be reminded, with what it is about */
export function cardOnSlack(): { message: SeenMessage; card: DatedCard } | undefined {
  const cards = halves.slack.inChannel.flatMap((message) => datedCardOf(message).map((card) => ({ message, card })));
  return cards.findLast(({ card }) => card.startsAt - REMINDED_MS > now());
}

function look(): void {
  const slack = halves.slack.store.value;
  const [onDiscord, onSlack] = [halves.discord.inChannel, halves.slack.inChannel];
  const made = datedCardsIn(onDiscord);
  const shared = made.filter((one) => datedCardsIn(onSlack).some((other) => other.title === one.title));
  const told = onSlack.filter(({ onlyYou, fromBot }) => onlyYou && fromBot);
  const servers = spacesOn('discord').map(({ name }) => name);
  const about = (message: SeenMessage) => made.some(({ title }) => message.text.includes(title));
  // What tells of a change, or of an announcement, comes at other times.
  const isReminder = ({ text, postedAt }: SeenMessage) =>
    made.some(
      ({ title, startsAt }) => text.includes(title) && startsAt - REMINDED_MS <= postedAt && postedAt <= startsAt,
    );
  const linked = shared.length > 0 || told.some(({ text }) => servers.some((name) => text.includes(name)));
  const reached: Partial<Progress> = {
    ...(linked && { linked }),
    ...(made.length > 0 && { published: true }),
    ...(told.some((message) => about(message) && !isPreview(message)) && { answered: true, answeredAs: slack.as }),
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
