import { speechOf } from '@samling/sandbox/page/client/say.ts';
import type { PlatformName } from '@samling/sandbox/page/client/store/control.ts';
import { DIRECT, type Draft, type Half } from '@samling/sandbox/page/client/store/half.ts';
import { halves, page, view } from '@samling/sandbox/page/client/store/page.ts';
import { peopleOn } from '@samling/sandbox/page/client/store/world.ts';
import { travelTo } from '@samling/sandbox/page/client/time/travel.ts';
import { cardsOnSlack, isAhead, isListed, type Progress, preview, REMINDED_MS, type StepName } from './progress.ts';
import { sayIn, type TextKey } from './texts.ts';

/** The people who play the first steps: those who may, and who read the visitor's language. */
const CAST = { da: { organiser: 'maja', member: 'aase' }, en: { organiser: 'emma', member: 'emma' } };
/** Søren may manage both sides. */
const MANAGER = 'soren';
const CHANNEL = 'arrangementer';

/** A thing to do in a step, now. */
export interface Task {
  text: TextKey;
  /** The person who is meant, where the text says so. */
  name?: string;
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
  const isDone = (name: StepName) => progress[name] || progress.skipped.includes(name);
  const step = (name: StepName, title: TextKey, task: Task): Step => ({ name, title, done: isDone(name), task });
  const [link, make] = [sight.code ? joinTask(sight.code) : linkTask(), sight.previewed ? publishTask() : makeTask()];
  const isNext = isDone('linked') && isDone('published');
  return [
    step('linked', 'guide.link', link),
    step('published', 'guide.make', make),
    step('reminded', 'guide.answer', isNext ? answerTask(progress, { link, make, ...sight }) : pressTask()),
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

/** Tasks that come before an answer, as far as they have come. */
interface Before extends Sight {
  link: Task;
  make: Task;
}

/** Leads to the card on Slack, to the hour before once that was answered, and then to the reminder. */
function answerTask(progress: Progress, before: Before): Task {
  const { as, channel, messages } = halves.slack.store.value;
  const cards = cardsOnSlack();
  const isThere = channel !== DIRECT && messages !== undefined && halves.slack.isIn(CHANNEL);
  if (progress.answered) {
    const answered = cards.filter((card) => isListed(progress.answeredAs, card));
    if (!isThere || answered.some(isAhead)) return jumpTask(progress.answeredAs);
    if (answered.length > 0 || !cards.some(isAhead))
      return { text: 'guide.answer.read', button: 'guide.end.read', act: () => readDirects(progress.answeredAs) };
  }
  const looked = isThere && as === visitor().person.member;
  const missing = !cards.some(isAhead) && (looked || !progress.linked || !progress.published);
  return missing ? missingTask(progress, before) : pressTask();
}

function pressTask(): Task {
  const { member } = visitor().person;
  const newest = () => cardsOnSlack().findLast(isAhead)?.message.id;
  const act = () => whenShown(show('slack', member), () => point(newest()));
  return { text: 'guide.answer.press', button: 'guide.answer.show', act };
}

/** Leads to what is missing: without a card on Slack there is nothing to answer. */
function missingTask({ linked, published }: Progress, { link, make, code, previewed }: Before): Task {
  if (linked || !published) return previewed ? make : { ...make, text: 'guide.answer.none' };
  return code ? link : { ...link, text: 'guide.answer.apart' };
}

/** @param as who answered, and is reminded */
function jumpTask(as: string): Task {
  const card = () => cardsOnSlack().findLast((one) => isAhead(one) && isListed(as, one));
  const go = () => {
    const found = card();
    if (found) travelTo(found.card.startsAt - REMINDED_MS);
  };
  // Whoever answered may look elsewhere meanwhile: then the card is fetched again.
  const act = () => (card() ? go() : whenShown(show('slack', as), go));
  const name = peopleOn('slack').find(({ key }) => key === as)?.name ?? '';
  return { text: 'guide.answer.jump', name, button: 'guide.answer.go', act };
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
