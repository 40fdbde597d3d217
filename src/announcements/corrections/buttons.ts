import type { Card } from '../../chat/card.ts';
import { notice } from '../../chat/notice.ts';
import { type Context, handler, speak } from '../../communities/context.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../../i18n/translate.ts';
import * as chosen from '../actions.ts';
import { titleOf, wordsFor } from '../card.ts';
import { getCorrectable, getSent } from '../copies/service.ts';
import { saidWhenCut } from '../drafts/shown.ts';
import { addressChecks, addressValues, correctInput } from '../input.ts';
import { madeCorrectionCard, proposedCorrectionCard } from './card.ts';
import { checkCorrection, confirmCorrection, type ProposedCorrection, proposeCorrection } from './service.ts';

const proposedCorrection = (context: Context, proposed: ProposedCorrection): Card =>
  saidWhenCut(context, proposedCorrectionCard(proposed, speak(context)));

/** Reads the language that the form's button names; what an id carries was read already. */
const languageIn = ({ language }: Record<string, string>) => readLanguage(language) ?? DEFAULT_LANGUAGE;

/** Buttons with which an announcement that was sent is corrected. */
export const correctionButtons = [
  handler({
    action: chosen.correct,
    answers: 'privately',
    right: 'manage',
    question: {
      texts: 'announce/correct',
      input: correctInput,
      checks: {
        ...addressChecks,
        text: (context, body, { args, values: { title = '' } }) =>
          checkCorrection(context, args.announcement ?? '', { language: languageIn(args), title, body }),
      },
      async values(context, { announcement: id, language }) {
        const { newest } = await getCorrectable(context, id);
        const { title, body } = wordsFor(newest, language);
        return { title, text: body, ...addressValues(newest) };
      },
    },
    async handle(context, { announcement: id, language }, { input }) {
      const proposed = await proposeCorrection(context, id, language, input);
      if (proposed) return proposedCorrection(context, proposed);
      const title = titleOf(await getCorrectable(context, id), context);
      return notice(speak(context).text('announcement.correct-same', { title }), 'neutral');
    },
  }),
  handler({
    action: chosen.confirmCorrect,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { kept, revision }) {
      const made = await confirmCorrection(context, kept, Number(revision));
      if ('kept' in made) return proposedCorrection(context, made);
      return madeCorrectionCard(made, context.space.id, speak(context));
    },
  }),
  handler({
    action: chosen.keepText,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const title = titleOf(await getSent(context, id), context);
      return notice(speak(context).text('announcement.correct-kept', { title }), 'neutral');
    },
  }),
];
