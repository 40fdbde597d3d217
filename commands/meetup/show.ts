import { z } from 'zod';
import { notice } from '../../src/chat/notice.ts';
import type { Context } from '../../src/communities/context.ts';
import { handler, subcommand } from '../../src/communities/context.ts';
import { answer, cannot, manage, more, respond as respondAction } from '../../src/meetups/actions.ts';
import type { AskedAnswer } from '../../src/meetups/answers.ts';
import { manageCard } from '../../src/meetups/card.ts';
import { meetupField, resolveMeetup, suggestMeetups } from '../../src/meetups/choice/input.ts';
import { titleAndDate } from '../../src/meetups/facts.ts';
import { renderPressed } from '../../src/meetups/personal/service.ts';
import {
  type AnswerGiven,
  answerOccurrence,
  changeAnswer,
  getOccurrence,
  mayChange,
  shownTo,
} from '../../src/meetups/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'anyone',
  input: z.object({ meetup: meetupField }),
  suggest: { meetup: suggestMeetups },
  async handle(context, input) {
    const meetup = await resolveMeetup(context, input.meetup);
    return manageCard(meetup, shownTo(context), await mayChange(context, meetup));
  },
});

/** By how many reminders are still to come. */
const GOING = ['answer-going-soon', 'answer-going-hour', 'answer-going'] as const;

function given(context: Context, { answer, place, reminders, ...meetup }: AnswerGiven) {
  const key = answer === 'going' ? (GOING[reminders] ?? 'answer-going') : (`answer-${answer}` as const);
  const { speak } = shownTo(context);
  const values = { title: titleAndDate(meetup, speak), place };
  return notice(speak.text(`meetup.${key}`, values), answer === 'going' ? 'good' : 'neutral');
}

/** The message that was pressed says what is so now, with date and place. */
async function respond(context: Context, occurrence: string, asked: AskedAnswer) {
  const outcome = await changeAnswer(context, occurrence, asked);
  return (await renderPressed(context)) ?? given(context, outcome);
}

export const actions = [
  handler({
    action: answer,
    answers: 'privately',
    right: 'anyone',
    handle: async (context, { occurrence, answer: asked }) =>
      given(context, await answerOccurrence(context, occurrence, asked)),
  }),
  handler({
    action: more,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { occurrence }) {
      const meetup = await getOccurrence(context, occurrence);
      return manageCard(meetup, shownTo(context), await mayChange(context, meetup));
    },
  }),
  handler({
    action: manage,
    answers: 'privately',
    right: 'anyone',
    async handle(context, { occurrence }) {
      const meetup = await getOccurrence(context, occurrence);
      return manageCard(meetup, shownTo(context), await mayChange(context, meetup));
    },
  }),
  handler({
    action: respondAction,
    answers: 'by updating',
    right: 'anyone',
    handle: (context, { occurrence, answer: asked }) => respond(context, occurrence, asked),
  }),
  handler({
    action: cannot,
    answers: 'by updating',
    right: 'anyone',
    handle: (context, { occurrence }) => respond(context, occurrence, 'not_going'),
  }),
];
