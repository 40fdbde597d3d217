import type { Block, Button, Card } from '../chat/card.ts';
import type { Speaker } from '../chat/say.ts';
import { type Inline, strong, type Text } from '../chat/text.ts';
import * as actions from './actions.ts';
import type { GivenAnswer } from './answers.ts';
import { isOver } from './rules.ts';
import type { Answer, Meetup, UpcomingPage } from './store.ts';

/** So many are named; the others are counted. */
const NAMED_MAX = 10;
/** An end within this time goes without its date: it is the same evening, or the small hours after it. */
const ONE_EVENING_MS = 12 * 60 * 60 * 1000;
const ANSWERS = ['going', 'maybe', 'not_going'] as const;

/** Where a card is shown: people of this space are shown by name, all others are counted. */
export interface Shown {
  speak: Speaker;
  spaceId: string;
  now: number;
}

/** @returns the meetup as everyone sees it in the channel of one space, with the buttons to answer */
export function meetupCard(meetup: Meetup, shown: Shown): Card {
  const { speak } = shown;
  const cancelled = meetup.state === 'cancelled';
  const over = isOver(meetup, shown.now);
  return {
    heading: cancelled ? speak.text('meetup.cancelled-heading', { title: meetup.title }) : meetup.title,
    tone: cancelled || over ? 'over' : 'neutral',
    body: [
      ...details(meetup, shown),
      ...answerLists(meetup, shown),
      ...declined(meetup, shown),
      ...(over && !cancelled ? [{ type: 'note' as const, text: speak.say('meetup.over') }] : []),
      ...(cancelled || over ? [] : [answerButtons(meetup, speak)]),
    ],
  };
}

function details(meetup: Meetup, { speak, spaceId, now }: Shown): Block[] {
  const { organiser } = meetup;
  const here = organiser.space.id === spaceId;
  const who: Text = here
    ? { type: 'account', account: organiser.account }
    : speak.text('meetup.organiser-elsewhere', { space: organiser.space.name });
  return [
    ...(meetup.description ? [{ type: 'text' as const, text: meetup.description }] : []),
    {
      type: 'fields',
      fields: [
        { label: speak.say('meetup.when'), value: whenText(meetup, speak) },
        { label: speak.say('meetup.where'), value: meetup.place },
        { label: speak.say('meetup.organiser'), value: who },
        ...(meetup.state === 'cancelled' || isOver(meetup, now)
          ? []
          : [{ label: speak.say('meetup.places'), value: placesText(meetup, speak) }]),
      ],
    },
  ];
}

/** @returns date, time and how far away, each as the reader's own zone has it */
export function whenText({ startsAt, endsAt }: Pick<Meetup, 'startsAt' | 'endsAt'>, speak: Speaker): Text {
  const values = { start: speak.moment(startsAt), relative: speak.relative(startsAt) };
  if (endsAt === null) return speak.text('meetup.when-start', values);
  const end = endsAt - startsAt < ONE_EVENING_MS ? speak.time(endsAt) : speak.moment(endsAt);
  return speak.text('meetup.when-range', { ...values, end });
}

function placesText({ capacity, answers }: Meetup, speak: Speaker): string {
  if (capacity === null) return speak.say('meetup.places-open');
  const free = capacity - count(answers, 'going');
  return free > 0 ? speak.say('meetup.places-free', { free, capacity }) : speak.say('meetup.places-full', { capacity });
}

const count = (answers: readonly Answer[], answer: GivenAnswer) =>
  answers.filter((one) => one.answer === answer).length;

/** While one can answer, it is always told who goes; otherwise a list is shown only when somebody is on it. */
function answerLists(meetup: Meetup, shown: Shown): Block[] {
  const { answers } = meetup;
  const open = !isOver(meetup, shown.now);
  const lists = (['going', 'waiting', 'maybe'] as const).filter(
    (one) => count(answers, one) > 0 || (open && one === 'going'),
  );
  const fields = lists.map((answer) => ({
    label: shown.speak.say(`meetup.${answer}`, { count: count(answers, answer) }),
    value: whoText(
      answers.filter((one) => one.answer === answer),
      shown,
    ),
  }));
  return fields.length > 0 ? [{ type: 'fields', fields }] : [];
}

/** Who said no is a number and never a name: nobody has to explain themselves. */
function declined({ answers }: Meetup, { speak }: Shown): Block[] {
  const number = count(answers, 'not_going');
  return number > 0 ? [{ type: 'note', text: speak.say('meetup.not_going', { count: number }) }] : [];
}

/** Names of this space's own people, as the platform shows them, and a number for each other space. */
function whoText(answers: readonly Answer[], { speak, spaceId }: Shown): Text {
  if (answers.length === 0) return speak.say('meetup.nobody');
  const here = answers.filter((one) => one.space.id === spaceId);
  const parts: Text[] = here.slice(0, NAMED_MAX).map((one): Inline => ({ type: 'account', account: one.account }));
  if (here.length > NAMED_MAX) parts.push(speak.say('meetup.more', { count: here.length - NAMED_MAX }));
  const elsewhere = new Map<string, { name: string; count: number }>();
  for (const { space } of answers.filter((one) => one.space.id !== spaceId))
    elsewhere.set(space.id, { name: space.name, count: (elsewhere.get(space.id)?.count ?? 0) + 1 });
  for (const { name, count } of elsewhere.values()) parts.push(speak.text('meetup.from-space', { count, space: name }));
  return parts.flatMap((part, index) => [...(index > 0 ? [', '] : []), ...([part].flat() as (string | Inline)[])]);
}

function answerButtons(meetup: Meetup, speak: Speaker): Block {
  return {
    type: 'controls',
    controls: ANSWERS.map((answer) => ({
      type: 'button',
      id: actions.answer.id({ occurrence: meetup.occurrenceId, answer }),
      label: speak.say(`meetup.button-${answer}`),
      style: answer === 'going' ? 'primary' : 'plain',
    })),
  };
}

/** @returns the draft as it will look, for its organiser alone, with what was understood and what to do now */
export function previewCard(meetup: Meetup, shown: Shown): Card {
  const { speak } = shown;
  const when = speak.range(meetup.startsAt, meetup.endsAt);
  const id = { meetup: meetup.id };
  const buttons: Button[] = [
    { type: 'button', id: actions.publish.id(id), label: speak.say('meetup.publish'), style: 'primary' },
    { type: 'button', id: actions.change.id(id), label: speak.say('meetup.change') },
    { type: 'button', id: actions.discard.id(id), label: speak.say('meetup.discard'), style: 'danger' },
  ];
  return {
    heading: meetup.title,
    body: [
      { type: 'note', text: [speak.say('meetup.preview'), ' ', speak.say('meetup.understood', { when })] },
      ...details(meetup, shown),
      { type: 'controls', controls: buttons },
    ],
  };
}

/** @returns the meetup for one person; for those who may change it with the buttons to do so */
export function manageCard(meetup: Meetup, shown: Shown, mayChange: boolean): Card {
  const card = meetupCard(meetup, shown);
  if (!mayChange || meetup.state !== 'published') return card;
  const { speak } = shown;
  const id = { meetup: meetup.id };
  const change: Button = { type: 'button', id: actions.change.id(id), label: speak.say('meetup.change') };
  const cancel: Button = {
    type: 'button',
    id: actions.askCancel.id(id),
    label: speak.say('meetup.cancel'),
    style: 'danger',
  };
  const controls = isOver(meetup, shown.now) ? [change] : [change, cancel];
  return { ...card, body: [...card.body, { type: 'controls', controls }] };
}

/** Asks once. @param told how many will be told */
export function cancelCard(meetup: Meetup, speak: Speaker, told: number): Card {
  const id = { meetup: meetup.id };
  return {
    tone: 'attention',
    body: [
      { type: 'text', text: speak.text('meetup.cancel-question', { title: strong(meetup.title), count: told }) },
      {
        type: 'controls',
        controls: [
          { type: 'button', id: actions.cancel.id(id), label: speak.say('meetup.cancel-yes'), style: 'danger' },
          { type: 'button', id: actions.keep.id(id), label: speak.say('meetup.cancel-no') },
        ],
      },
    ],
  };
}

/** One page of what is to come. @param page counted from 0 */
export function listCard({ meetups, total }: UpcomingPage, page: number, size: number, speak: Speaker): Card {
  if (total === 0)
    return {
      heading: speak.say('meetup.list-heading'),
      body: [
        { type: 'text', text: speak.say('meetup.list-empty') },
        { type: 'note', text: speak.text('meetup.list-empty-organise') },
      ],
    };
  const pages = Math.ceil(total / size);
  const turn = (to: number, label: string): Button => ({
    type: 'button',
    id: actions.list.id({ page: String(Math.max(to, 0)) }),
    label,
    disabled: to < 0 || to >= pages,
  });
  const options = meetups.map((one) => ({ value: one.id, label: one.title }));
  return {
    heading: speak.say('meetup.list-heading'),
    body: [
      ...meetups.map((one): Block => ({ type: 'text', text: [strong(one.title), '\n', ...listLine(one, speak)] })),
      {
        type: 'controls',
        controls: [
          { type: 'menu', of: 'options', id: actions.pick.id({}), placeholder: speak.say('meetup.list-pick'), options },
        ],
      },
      ...(pages > 1
        ? [
            {
              type: 'controls' as const,
              controls: [
                turn(page - 1, speak.say('meetup.list-earlier')),
                turn(page + 1, speak.say('meetup.list-later')),
              ],
            },
            { type: 'note' as const, text: speak.say('meetup.list-page', { page: page + 1, pages }) },
          ]
        : []),
    ],
  };
}

function listLine(meetup: Meetup, speak: Speaker): (string | Inline)[] {
  const going = count(meetup.answers, 'going');
  const full = meetup.capacity !== null && going >= meetup.capacity;
  const answers = speak.say(full ? 'meetup.list-full' : 'meetup.list-going', { count: going });
  const when = [
    speak.text('meetup.list-when', { start: speak.moment(meetup.startsAt), relative: speak.relative(meetup.startsAt) }),
  ].flat();
  return [...(when as (string | Inline)[]), `\n${meetup.place} · ${answers}`];
}

/** One line, and the facts: what is told by direct message. */
export function messageCard(meetup: Meetup, opening: Text, shown: Shown, tone: Card['tone'] = 'neutral'): Card {
  const { speak } = shown;
  return {
    tone,
    body: [
      { type: 'text', text: opening },
      {
        type: 'fields',
        fields: [
          { label: speak.say('meetup.when'), value: whenText(meetup, speak) },
          { label: speak.say('meetup.where'), value: meetup.place },
        ],
      },
    ],
  };
}

/** As `messageCard`, with a button for those who cannot come after all. */
export function goingMessageCard(meetup: Meetup, opening: Text, shown: Shown): Card {
  const { speak, spaceId } = shown;
  const card = messageCard(meetup, opening, shown);
  return {
    ...card,
    body: [
      ...card.body,
      { type: 'note', text: speak.say('meetup.message-cannot') },
      {
        type: 'controls',
        controls: [
          {
            type: 'button',
            id: actions.cannot.id({ space: spaceId, occurrence: meetup.occurrenceId }),
            label: speak.say('meetup.button-cannot'),
          },
        ],
      },
    ],
  };
}
