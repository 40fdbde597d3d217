import { approvalOff } from '../actions.ts';
import { handler, speak } from '../context.ts';
import { answeredOffCard } from './card.ts';
import { answerOff } from './service.ts';

/** Buttons of the question whether announcements need no second person any more. */
export const approvalOffButtons = [
  handler({
    action: approvalOff,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { wish, on }) {
      return answeredOffCard(await answerOff(context, wish, on === 'yes'), speak(context));
    },
  }),
];
