import { notice } from '../../chat/notice.ts';
import { part, stayLinked } from '../actions.ts';
import { handler, speak } from '../context.ts';
import { partedCard } from './card.ts';
import { partFromOthers } from './service.ts';

/** Buttons of the question whether to part from the other spaces. */
export const partingButtons = [
  handler({
    action: part,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => partedCard(await partFromOthers(context), speak(context)),
  }),
  handler({
    action: stayLinked,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => notice(speak(context).say('parting.kept'), 'neutral'),
  }),
];
