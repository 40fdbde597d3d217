import { handler, speak } from '../../communities/context.ts';
import * as chosen from '../actions.ts';
import { shownDraft } from '../drafts/shown.ts';
import { changeDraft, getDraft } from '../service.ts';
import { askPingCard, confirmPingCard } from './card.ts';
import { confirmPing, offerPing } from './service.ts';

/** Buttons with which a role is chosen to be notified, or none. */
export const pingButtons = [
  handler({
    action: chosen.askPing,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      await getDraft(context, id);
      return askPingCard(id, context.space.name, speak(context));
    },
  }),
  handler({
    action: chosen.pickPing,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { announcement: id }, { chosen: [role = ''] }) =>
      confirmPingCard(id, context.space.name, await offerPing(context, id, role), speak(context)),
  }),
  handler({
    action: chosen.confirmPing,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id, role, people }) {
      const outcome = await confirmPing(context, id, { role, people: Number(people) });
      if ('role' in outcome) return confirmPingCard(id, context.space.name, outcome, speak(context));
      return shownDraft(context, outcome);
    },
  }),
  handler({
    action: chosen.removePing,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { announcement: id }) =>
      shownDraft(context, await changeDraft(context, id, { ping: null })),
  }),
];
