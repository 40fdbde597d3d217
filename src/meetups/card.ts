import type { Block, Button, Card } from '../chat/card.ts';
import { type Page, pageControls } from '../chat/pages.ts';
import type { Speaker } from '../chat/say.ts';
import { type AccountRef, type Inline, pieces, strong } from '../chat/text.ts';
import * as actions from './actions.ts';
import { answerLists, answerOf, countOf } from './answer-lists.ts';
import { ANSWERS, type GivenAnswer } from './answers.ts';
import { labelsOf } from './choice/label.ts';
import { factBlocks, sectionButtons } from './facts/card.ts';
import {
  lastingFacts,
  lines,
  nightLines,
  reasonBlock,
  shortDescription,
  titleAndDate,
  whenAndWhere,
  whenLine,
  whereLine,
} from './facts.ts';
import { isOver } from './rules.ts';
import type { Told } from './service.ts';
import type { Meetup, UpcomingPage } from './store.ts';

/** The place where a card is shown: people of this space are shown by name, all others are counted. */
export interface Shown {
  speak: Speaker;
  spaceId: string;
  now: number;
}

/** @returns the meetup as everyone sees it in the channel of one space, with the buttons to answer */
export function meetupCard(meetup: Meetup, shown: Shown): Card {
  const { description } = meetup;
  const short = description === null ? null : shortDescription(description);
  const more: Button = {
    type: 'button',
    id: actions.more.id({ occurrence: meetup.occurrenceId }),
    label: shown.speak.say('meetup.button-more'),
  };
  return cardWith(meetup, shown, { description: short, buttons: [...answerButtons(meetup, shown.speak), more] });
}

/**
 * @param buttons while one can answer
 * @param own what its one reader has answered
 * @param beside true where the card for all has just been read: who comes and who organises stand there
 */
function cardWith(
  meetup: Meetup,
  shown: Shown,
  {
    description,
    buttons,
    own = null,
    beside = false,
  }: { description: string | null; buttons: readonly Button[]; own?: GivenAnswer | null; beside?: boolean },
): Card {
  const { speak } = shown;
  const cancelled = meetup.state === 'cancelled';
  const over = isOver(meetup, shown.now);
  return {
    heading: cancelled ? speak.text('meetup.cancelled-heading', { title: meetup.title }) : meetup.title,
    tone: cancelled || over ? 'over' : 'neutral',
    body: [
      // Nobody counts the days to what is cancelled, nor who would have come.
      cancelled ? lastingFacts(meetup, speak) : whenAndWhere(meetup, speak),
      ...(meetup.cancelReason === null ? [] : [reasonBlock(meetup.cancelReason, speak)]),
      ...(description ? [{ type: 'text' as const, text: description }] : []),
      ...(cancelled || beside ? [] : factBlocks(meetup, speak)),
      ...(cancelled || beside ? [] : answerLists(meetup, shown)),
      ...(beside ? [] : [smallPrint(meetup, shown)]),
      ...(over && !cancelled ? [{ type: 'note' as const, text: speak.say('meetup.over') }] : []),
      ...(own === null || cancelled || over
        ? []
        : [{ type: 'text' as const, text: strong(speak.say('meetup.your-answer', { answer: own })) }]),
      ...(cancelled || over ? [] : [{ type: 'controls' as const, controls: buttons }]),
    ],
  };
}

/**
 * Draws what is seldom looked for: places where their number is limited, who organises, how many said no. Those are a
 * number and never names: nobody has to explain themselves.
 */
function smallPrint(meetup: Meetup, shown: Shown): Block {
  const { speak, now } = shown;
  const open = meetup.state !== 'cancelled' && !isOver(meetup, now);
  const places = open ? placesText(meetup, speak) : null;
  const declined = countOf(meetup.answers, 'not_going');
  const who = [
    ...organiserText(meetup, shown),
    ...(declined > 0 ? [` · ${speak.say('meetup.not_going', { count: declined })}`] : []),
  ];
  return { type: 'note', text: lines([...(places === null ? [] : [[places]]), who]) };
}

function organiserText({ organiser }: Meetup, { speak, spaceId }: Shown): readonly (string | Inline)[] {
  if (organiser.space.id !== spaceId)
    return pieces(speak.text('meetup.organiser-elsewhere', { space: organiser.space.name }));
  return [`${speak.say('meetup.organiser')}: `, { type: 'account', account: organiser.account }];
}

/** @returns null where everybody has a place */
function placesText({ capacity, answers }: Meetup, speak: Speaker): string | null {
  if (capacity === null) return null;
  const free = capacity - countOf(answers, 'going');
  return free > 0 ? speak.say('meetup.places-free', { free, capacity }) : speak.say('meetup.places-full', { capacity });
}

/** @param action what a press does: the one of a card that all see, unless said otherwise */
function answerButtons(meetup: Meetup, speak: Speaker, action = actions.answer): Button[] {
  return ANSWERS.map(
    (answer): Button => ({
      type: 'button',
      id: action.id({ occurrence: meetup.occurrenceId, answer }),
      label: speak.say(`meetup.button-${answer}`),
      style: answer === 'going' ? 'primary' : 'plain',
    }),
  );
}

/** @returns buttons for what a person has not answered yet: whoever waits for a place has asked to come */
function otherAnswers(meetup: Meetup, own: GivenAnswer | null, speak: Speaker): Button[] {
  const asked = own === 'waiting' ? 'going' : own;
  const all = answerButtons(meetup, speak, actions.answerHere);
  return all.filter((_, index) => ANSWERS[index] !== asked);
}

/**
 * @param destinations where it goes when it is published
 * @param more whether what is behind *Flere valg* is shown
 * @returns the draft as it will look, for its organiser alone, with what was understood and what to do now
 */
export function previewCard(meetup: Meetup, shown: Shown, destinations: readonly Block[], more = false): Card {
  const { speak } = shown;
  const when = speak.rangeInZone(meetup.startsAt, meetup.endsAt);
  const id = { meetup: meetup.id };
  const buttons: Button[] = [
    { type: 'button', id: actions.publish.id(id), label: speak.say('meetup.publish'), style: 'primary' },
    { type: 'button', id: actions.change.id(id), label: speak.say('meetup.change') },
    { type: 'button', id: actions.discard.id(id), label: speak.say('meetup.discard'), style: 'danger' },
    ...(more ? [] : [moreButton(meetup, speak)]),
  ];
  return {
    heading: meetup.title,
    body: [
      { type: 'note', text: [speak.say('meetup.preview'), ' ', speak.say('meetup.understood', { when })] },
      whenAndWhere(meetup, speak),
      ...(meetup.description ? [{ type: 'text' as const, text: meetup.description }] : []),
      ...factBlocks(meetup, speak),
      smallPrint(meetup, shown),
      ...destinations,
      { type: 'controls', controls: buttons },
      ...(more ? [{ type: 'controls' as const, controls: sectionButtons(meetup.id, speak) }] : []),
    ],
  };
}

/** Rights of one person about the questions that a meetup is asked. */
export interface QuestionRights {
  ask: boolean;
  /** They organise it, and have stopped them. */
  takeQuestions?: boolean;
}

/** Rights of one person over a meetup, besides answering. */
export interface CardRights extends QuestionRights {
  change: boolean;
}

/** Lines that a meetup's card for one person has besides the meetup. */
export interface ForOne {
  /** Their answer. */
  own?: GivenAnswer | null;
  /** True when something above the card says that already. */
  told?: boolean;
  /** Of those who answered, how many take no messages: for whoever may change it. */
  closed?: number;
  /** True when they have come from the card for all, which says most of it. */
  beside?: boolean;
  /** True when what is behind *Flere valg* is shown. */
  more?: boolean;
}

/** @returns the description, unless the card for all has the whole of it */
function hiddenDescription({ description }: Meetup): string | null {
  return description !== null && shortDescription(description) !== description ? description : null;
}

/** @returns the whole meetup for one person, with buttons for what they may do */
export function manageCard(
  meetup: Meetup,
  shown: Shown,
  rights: CardRights,
  { own = null, told = false, closed = 0, beside = false, more = false }: ForOne = {},
): Card {
  const { speak } = shown;
  const card = cardWith(meetup, shown, {
    description: beside ? hiddenDescription(meetup) : meetup.description,
    own: told ? null : own,
    beside,
    buttons: otherAnswers(meetup, own, speak),
  });
  const changes = rights.change ? changeButtons(meetup, shown, more) : [];
  const ask: Button = {
    type: 'button',
    id: actions.ask.id({ occurrence: meetup.occurrenceId }),
    label: speak.say('meetup.button-ask'),
  };
  const again = rights.takeQuestions ? [takeQuestionsButton(meetup.occurrenceId, shown)] : [];
  const controls = [...(rights.ask ? [ask] : []), ...changes, ...again];
  const note: Block[] =
    changes.length > 0 && closed > 0
      ? [{ type: 'note', text: speak.say('meetup.closed-of-all', { count: closed }) }]
      : [];
  const rest: Block[] = controls.length > 0 ? [{ type: 'controls', controls }] : [];
  const open = meetup.state === 'published' && !isOver(meetup, shown.now);
  const seen: Block[] =
    own === null && open && !rights.change ? [{ type: 'note', text: speak.say('meetup.will-be-seen') }] : [];
  return { ...card, body: [...card.body, ...seen, ...note, ...rest] };
}

/** Undoes that nobody can ask the organiser about a meetup. */
export function takeQuestionsButton(occurrence: string, { speak, spaceId }: Pick<Shown, 'speak' | 'spaceId'>): Button {
  const id = actions.takeQuestions.id({ space: spaceId, occurrence });
  return { type: 'button', id, label: speak.say('meetup.button-take-questions') };
}

function moreButton({ id }: Meetup, speak: Speaker): Button {
  return { type: 'button', id: actions.moreFacts.id({ meetup: id }), label: speak.say('more') };
}

function changeButtons(meetup: Meetup, { speak, now }: Shown, more: boolean): Button[] {
  if (meetup.state !== 'published') return [];
  const id = { meetup: meetup.id };
  const change: Button = { type: 'button', id: actions.change.id(id), label: speak.say('meetup.change') };
  const cancel: Button = {
    type: 'button',
    id: actions.askCancel.id(id),
    label: speak.say('meetup.cancel'),
    style: 'danger',
  };
  const rest = more ? sectionButtons(meetup.id, speak) : [moreButton(meetup, speak)];
  return isOver(meetup, now) ? [change, ...rest] : [change, cancel, ...rest];
}

/** Asks once, with how many will be told. */
export function cancelCard({ meetup, told, closed }: Told, speak: Speaker): Card {
  const id = { meetup: meetup.id };
  return {
    tone: 'attention',
    body: [
      { type: 'text', text: speak.text('meetup.cancel-question', { title: titleAndDate(meetup, speak), count: told }) },
      ...closedNote(closed, speak),
      {
        type: 'controls',
        controls: [
          { type: 'button', id: actions.cancel.id(id), label: speak.say('meetup.cancel-yes'), style: 'danger' },
          { type: 'button', id: actions.cancelSaying.id(id), label: speak.say('meetup.cancel-saying') },
          { type: 'button', id: actions.keep.id(id), label: speak.say('meetup.cancel-no') },
        ],
      },
    ],
  };
}

/** @returns how many of those who are told take no messages; nothing when it is nobody */
export function closedNote(count: number, speak: Speaker): Block[] {
  return count === 0 ? [] : [{ type: 'note', text: speak.say('meetup.closed-of-them', { count }) }];
}

/** One page of what is to come. @param page `number` counted from 0 @param reader whose own answers are said */
export function listCard({ meetups, total }: UpcomingPage, page: Page, reader: AccountRef, speak: Speaker): Card {
  if (total === 0)
    return {
      heading: speak.say('meetup.list-heading'),
      body: [
        { type: 'text', text: speak.say('meetup.list-empty') },
        { type: 'note', text: speak.text('meetup.list-empty-organise') },
      ],
    };
  const labels = labelsOf(meetups, speak);
  const options = meetups.map(({ id }, index) => ({ value: id, label: labels[index] ?? '' }));
  return {
    heading: speak.say('meetup.list-heading'),
    body: [
      ...meetups.map((one): Block => ({ type: 'text', text: listEntry(one, answerOf(one.answers, reader), speak) })),
      {
        type: 'controls',
        controls: [
          { type: 'menu', of: 'options', id: actions.pick.id({}), placeholder: speak.say('meetup.list-pick'), options },
        ],
      },
      ...pageControls(total, page, (to) => actions.list.id({ page: to }), speak),
    ],
  };
}

function listEntry(meetup: Meetup, own: GivenAnswer | null, speak: Speaker): (string | Inline)[] {
  const going = countOf(meetup.answers, 'going');
  const full = meetup.capacity !== null && going >= meetup.capacity;
  const answers = speak.say(full ? 'meetup.list-full' : 'meetup.list-going', { count: going });
  return lines([
    [strong(meetup.title)],
    whenLine(meetup, speak),
    ...nightLines(meetup, speak),
    [
      ...whereLine(meetup),
      ` · ${answers}`,
      ...(own === null ? [] : [' · ', strong(speak.say('meetup.list-own', { answer: own }))]),
    ],
  ]);
}
