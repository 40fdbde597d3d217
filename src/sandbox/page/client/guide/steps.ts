import { speechOf, type TextKey } from '../say.ts';
import type { PlatformName } from '../store/control.ts';
import { DIRECT, type Draft, type Half } from '../store/half.ts';
import { halves, page, view } from '../store/page.ts';
import { travelTo } from '../time/travel.ts';
import { cardOnSlack, type Progress } from './progress.ts';

/** Who plays the first steps: those who may, and who read the visitor's language. */
const CAST = { da: { organiser: 'maja', member: 'aase' }, en: { organiser: 'emma', member: 'emma' } };
/** Søren may manage both sides. */
const MANAGER = 'soren';
const CHANNEL = 'arrangementer';
const HOUR_MS = 3_600_000;

/** What there is to do in a step, now. */
export interface Task {
  text: TextKey;
  button?: TextKey;
  act?(): void;
}

export interface Step {
  title: TextKey;
  done: boolean;
  task: Task;
}

/** What is in sight that decides what comes next. */
export interface Sight {
  code: string | undefined;
  previewed: boolean;
}

/** @returns the three first steps, as far as the visitor has come */
export function stepsOf(progress: Progress, sight: Sight): Step[] {
  return [
    { title: 'guide.link', done: progress.linked, task: sight.code ? joinTask(sight.code) : linkTask() },
    {
      title: 'guide.make',
      done: progress.published,
      task: sight.previewed ? { text: 'guide.make.publish' } : makeTask(),
    },
    { title: 'guide.answer', done: progress.reminded, task: progress.answered ? jumpTask() : answerTask() },
  ];
}

function linkTask(): Task {
  const act = () => prepare('discord', MANAGER, { text: '', command: { name: 'setup link', options: {} } });
  return { text: 'guide.link.code', button: 'guide.write', act };
}

function joinTask(code: string): Task {
  const act = () => prepare('slack', MANAGER, { text: `/setup join ${code}` });
  return { text: 'guide.link.join', button: 'guide.link.use', act };
}

function makeTask(): Task {
  const { say, person } = visitor();
  const options = {
    title: say('example.title'),
    when: say('example.when'),
    where: say('example.where'),
    capacity: '3',
  };
  const act = () => prepare('discord', person.organiser, { text: '', command: { name: 'meetup create', options } });
  return { text: 'guide.make.fill', button: 'guide.write', act };
}

function answerTask(): Task {
  if (!cardOnSlack()) return { text: 'guide.answer.press' };
  const act = () => {
    const half = show('slack', visitor().person.member);
    whenShown(half, () => {
      const card = document.querySelector(`[data-message="${cardOnSlack()?.message.id}"]`);
      card?.scrollIntoView({ block: 'center' });
      card?.querySelector<HTMLElement>('.s-button')?.focus();
    });
  };
  return { text: 'guide.answer.press', button: 'guide.answer.show', act };
}

function jumpTask(): Task {
  const go = () => {
    const card = cardOnSlack();
    if (card) travelTo(card.meetup.startsAt - HOUR_MS);
  };
  // Whoever answered may look elsewhere meanwhile: then the card is fetched again.
  const act = () => (cardOnSlack() ? go() : whenShown(show('slack', halves.slack.store.value.as), go));
  return { text: 'guide.answer.jump', button: 'guide.answer.go', act };
}

/** Opens the direct messages on Slack that the last step is about. */
export function readReminder(): void {
  const { as, directs } = halves.slack.store.value;
  view('slack');
  halves.slack.become(directs.length > 0 ? as : visitor().person.member, { channel: DIRECT });
}

function visitor() {
  const speech = speechOf(page.value.locale);
  return { say: speech.say, person: CAST[speech.language] };
}

/** Becomes a person in the channel of meetups, and writes something for them that they only need to send. */
function prepare(platform: PlatformName, person: string, draft: Omit<Draft, 'filled'>): void {
  const half = show(platform, person);
  half.store.set({ draft: { ...draft, filled: half.store.value.draft.filled + 1 } });
}

function show(platform: PlatformName, person: string): Half {
  view(platform);
  halves[platform].become(person, { channel: CHANNEL });
  return halves[platform];
}

/** Waits until the half's messages are on the screen. */
function whenShown(half: Half, then: () => void): void {
  if (half.store.value.messages) {
    requestAnimationFrame(then);
    return;
  }
  const end = half.store.listen(() => {
    if (!half.store.value.messages) return;
    end();
    requestAnimationFrame(then);
  });
}
