import { handler, speak } from '../../communities/context.ts';
import * as chosen from '../actions.ts';
import { askCard } from '../card.ts';
import { answerAsk } from './service.ts';

/** Buttons of a community that is asked to take an announcement. */
export const consentButtons = [
  handler({
    action: chosen.accept,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { announcement: id }) =>
      askCard(
        await answerAsk(context, id, { before: 'asked', state: 'accepted' }),
        context.space,
        'accepted',
        speak(context),
      ),
  }),
  handler({
    action: chosen.refuse,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { announcement: id }) =>
      askCard(
        await answerAsk(context, id, { before: 'asked', state: 'declined' }),
        context.space,
        'refused',
        speak(context),
      ),
  }),
  handler({
    action: chosen.reconsider,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { announcement: id }) =>
      askCard(
        await answerAsk(context, id, { before: 'declined', state: 'accepted' }),
        context.space,
        'accepted',
        speak(context),
      ),
  }),
];
