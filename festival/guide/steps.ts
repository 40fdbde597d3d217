import { speechOf } from '@samling/sandbox/page/client/say.ts';
import type { PlatformName } from '@samling/sandbox/page/client/store/control.ts';
import { DIRECT, type Draft, type Half } from '@samling/sandbox/page/client/store/half.ts';
import { halves, page, view } from '@samling/sandbox/page/client/store/page.ts';
import { travelTo } from '@samling/sandbox/page/client/time/travel.ts';
import { cardOnSlack, type Progress, preview, REMINDED_MS, type StepName } from './progress.ts';
import { sayIn, type TextKey } from './texts.ts';

/** The people who play the first steps: those who may, and who read the visitor's language. */
const CAST = { da: { organiser: 'maja', member: 'aase' }, en: { organiser: 'emma', member: 'emma' } };
/** Søren may manage both sides. */
const MANAGER = 'soren';
const CHANNEL = 'arrangementer';

/** A thing to do in a step, now. */
export interface Task {
  text: TextKey;
  button: TextKey;
  act(): void;
}

export interface Step {
  name: StepName;
  title: TextKey;
  done: boolean;
  task: Task;
}

/** Facts in sight that decide what comes next. */
export interface Sight {
  code: string | undefined;
  previewed: boolean;
}

/** @returns the three first steps, as far as the visitor has come */
export function stepsOf(progress: Progress, sight: Sight): Step[] {
  const step = (name: StepName, title: TextKey, task: Task): Step => {
    const done = progress[name] || progress.skipped.includes(name);
    return { name, title, done, task };
  };
  return [
    step('linked', 'guide.link', sight.code ? joinTask(sight.code) : linkTask()),
    step('published', 'guide.make', sight.previewed ? publishTask() : makeTask()),
    step('reminded', 'guide.answer', progress.answered ? jumpTask(progress.answeredAs) : answerTask(progress)),
  ];
}

function linkTask(): Task {
  const act = () => prepare('discord', MANAGER, { text: '', command: { name: 'setup link', options: {} } });
  return { text: 'guide.link.code', button: 'guide.write', act };
}

function joinTask(code: string): Task {
  const act = () => prepare('slack', MANAGER, { text: `${visitor().say('guide.join-command')} ${code}` });
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

function publishTask(): Task {
  const act = () => {
    const half = show('discord', halves.discord.store.value.as);
    whenShown(half, () => point(preview(half.inChannel)?.id));
  };
  return { text: 'guide.make.publish', button: 'guide.make.show', act };
}

/** Without a card on Slack there is nothing to answer: then what is missing comes first. */
function answerTask({ linked }: Progress): Task {
  const member = visitor().person.member;
  const { as, messages } = halves.slack.store.value;
  const looked = as === member && messages !== undefined && halves.slack.isIn(CHANNEL);
  if (looked && !cardOnSlack())
    return { ...(linked ? makeTask() : linkTask()), text: `guide.answer.${linked ? 'none' : 'apart'}` };
  const act = () => whenShown(show('slack', member), () => point(cardOnSlack()?.message.id));
  return { text: 'guide.answer.press', button: 'guide.answer.show', act };
}

/** @param as who answered, and is reminded */
function jumpTask(as: string): Task {
  const card = cardOnSlack();
  const { channel, messages } = halves.slack.store.value;
  const elsewhere = channel === DIRECT || messages === undefined || !halves.slack.isIn(CHANNEL);
  if (!card && !elsewhere) return { text: 'guide.answer.read', button: 'guide.end.read', act: () => readDirects(as) };
  const go = () => {
    const found = cardOnSlack();
    if (found) travelTo(found.card.startsAt - REMINDED_MS);
  };
  // Whoever answered may look elsewhere meanwhile: then the card is fetched again.
  const act = () => (card ? go() : whenShown(show('slack', as), go));
  return { text: 'guide.answer.jump', button: 'guide.answer.go', act };
}

/** Brings a message into view, with the cursor on its first button. */
function point(message: string | undefined): void {
  const item = document.querySelector(`[data-message="${message}"]`);
  item?.scrollIntoView({ block: 'center' });
  item?.querySelector<HTMLElement>('button')?.focus();
}

/** Opens the direct messages on Slack that the last step is about. */
export function readReminder({ answeredAs }: Progress): void {
  const { as, directs } = halves.slack.store.value;
  readDirects(directs.length > 0 ? as : answeredAs);
}

function readDirects(as: string): void {
  view('slack');
  halves.slack.become(as || visitor().person.member, { channel: DIRECT });
}

function visitor() {
  const speech = speechOf(page.value.locale);
  return { say: sayIn(speech.language), person: CAST[speech.language] };
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
