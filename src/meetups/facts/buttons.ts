import type { Card } from '../../chat/card.ts';
import { type Context, handler } from '../../communities/context.ts';
import { facts as factsAction, moreFacts } from '../actions.ts';
import { manageMeetup } from '../managing/service.ts';
import { draftCard } from '../publishing/shown.ts';
import { editMeetup, getOwnMeetup } from '../service.ts';
import type { Meetup } from '../store.ts';
import { changedFacts, factChecks, factsIn, factValues, sectionInput } from './input.ts';
import { SECTIONS } from './list.ts';

/** @param more whether what is behind *Flere valg* is shown */
function shown(context: Context, meetup: Meetup, more: boolean): Promise<Card> {
  return meetup.state === 'draft' ? draftCard(context, meetup, more) : manageMeetup(context, meetup, { more });
}

/** Handlers of the buttons behind *Flere valg* on a draft, and on a meetup for whoever may change it. */
export const factButtons = [
  handler({
    action: moreFacts,
    answers: 'by updating',
    right: 'anyone',
    handle: async (context, { meetup }) => shown(context, await getOwnMeetup(context, meetup), true),
  }),
  ...SECTIONS.map((section) =>
    handler({
      action: factsAction[section],
      answers: 'by updating',
      right: 'anyone',
      question: {
        input: sectionInput(section),
        checks: Object.fromEntries(factsIn(section).map((name) => [name, factChecks[name]])),
        texts: `meetup/facts-${section}`,
        values: async (context, { meetup }) => factValues(section, (await getOwnMeetup(context, meetup)).facts),
      },
      handle: async (context, { meetup }, { input, shown: before }) =>
        shown(
          context,
          await editMeetup(context, meetup, () => ({ facts: changedFacts(section, input, before) })),
          false,
        ),
    }),
  ),
];
