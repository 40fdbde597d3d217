import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { speaker } from '../../src/chat/say.ts';
import { setChannel, setEveryone, setLanguage, setOrganisers, setZone } from '../../src/communities/actions.ts';
import { setupCard } from '../../src/communities/card.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { changeSetup, getSetup, type Setup, type SetupChange } from '../../src/communities/service.ts';
import { LANGUAGES } from '../../src/i18n/translate.ts';
import { redrawCards } from '../../src/meetups/service.ts';
import { suggestZones } from '../../src/time/zones.ts';

const zone = field.line(64);

export default subcommand({
  answers: 'privately',
  right: 'manage',
  whenBare: true,
  input: z.object({
    language: field.choice(LANGUAGES).optional(),
    zone: zone.optional(),
    channel: field.channel().optional(),
    organisers: field.role().optional(),
  }),
  suggest: {
    zone: async (_context, typed) => suggestZones(typed).map((name) => ({ value: name, label: name })),
  },
  async handle(context, { channel: meetupChannel, organisers: organiserRole, ...rest }) {
    const change: SetupChange = { ...rest, meetupChannel, organiserRole };
    const asked = Object.values(change).some((value) => value !== undefined);
    return card(context, asked ? await apply(context, change) : await getSetup(context));
  },
});

/** What everyone sees is drawn anew when its language or its times change. */
async function apply(context: Context, change: SetupChange): Promise<Setup> {
  const setup = await changeSetup(context, change);
  if (change.language !== undefined || change.zone !== undefined) await redrawCards(context);
  return setup;
}

function card({ language, zone, now }: Context, { space, others }: Setup) {
  return setupCard(space, others, speaker(language, zone, now));
}

const change = (action: typeof setChannel, make: (chosen: string) => SetupChange) =>
  handler({
    action,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, _args, { chosen: [chosen] }) =>
      card(context, chosen === undefined ? await getSetup(context) : await apply(context, make(chosen))),
  });

export const actions = [
  change(setChannel, (meetupChannel) => ({ meetupChannel })),
  change(setOrganisers, (organiserRole) => ({ organiserRole })),
  change(setLanguage, (language) => ({ language: LANGUAGES.find((one) => one === language) })),
  handler({
    action: setEveryone,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => card(context, await apply(context, { organiserRole: null })),
  }),
  handler({
    action: setZone,
    answers: 'by updating',
    right: 'manage',
    question: {
      texts: 'setup/zone',
      input: z.object({ zone }),
      values: async (context) => ({ zone: context.zone }),
    },
    handle: async (context, _args, { input }) => card(context, await apply(context, input)),
  }),
];
