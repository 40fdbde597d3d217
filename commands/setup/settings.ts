import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { speaker } from '../../src/chat/say.ts';
import {
  approvalOff,
  backToSetup,
  chooseChannel,
  moreSetup,
  setChannel,
  setEveryone,
  setLanguage,
  setOrganisers,
  setZone,
  showHistory,
} from '../../src/communities/actions.ts';
import { answeredOffCard } from '../../src/communities/approval-off/card.ts';
import { answerOff } from '../../src/communities/approval-off/service.ts';
import { moreSetupCard, setupCard } from '../../src/communities/card.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { historyCard } from '../../src/communities/history/card.ts';
import { changesOf } from '../../src/communities/history/store.ts';
import { chosenCard } from '../../src/communities/linking/card.ts';
import {
  changeSetup,
  getSetup,
  readChannel,
  readRole,
  type Setup,
  type SetupChange,
  zoneOf,
} from '../../src/communities/service.ts';
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
  checks: {
    zone: (_context, typed) => zoneOf(typed),
    channel: readChannel,
    organisers: readRole,
  },
  async handle(context, { channel: meetupChannel, organisers: organiserRole, ...rest }) {
    const change: SetupChange = { ...rest, meetupChannel, organiserRole };
    const asked = Object.values(change).some((value) => value !== undefined);
    if (!asked) return card(context, await getSetup(context));
    // What was changed is what is shown.
    const seldom = meetupChannel === undefined && organiserRole === undefined;
    return (seldom ? moreCard : card)(context, await apply(context, change));
  },
});

/** Applies a change of the set-up, and draws anew what everyone sees when its language or its times change. */
async function apply(context: Context, change: SetupChange): Promise<Setup> {
  const setup = await changeSetup(context, change);
  if (change.language !== undefined || change.zone !== undefined) await redrawCards(context);
  return setup;
}

function card({ language, zone, now }: Context, setup: Setup) {
  return setupCard(setup, speaker(language, zone, now));
}

function moreCard({ language, zone, now }: Context, setup: Setup) {
  return moreSetupCard(setup, speaker(language, zone, now));
}

const change = (action: typeof setChannel, make: (chosen: string) => SetupChange, show = card) =>
  handler({
    action,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, _args, { chosen: [chosen] }) =>
      show(context, chosen === undefined ? await getSetup(context) : await apply(context, make(chosen))),
  });

const HISTORY_PAGE = 10;

/** Shown anew on each page: it is for the person alone. */
async function history(context: Context, number: number) {
  const { space, language, zone, now, db } = context;
  const found = await changesOf(db.prisma, space.community.id, { skip: number * HISTORY_PAGE, take: HISTORY_PAGE });
  return historyCard(found, { here: space.id, number, size: HISTORY_PAGE }, speaker(language, zone, now));
}

export const actions = [
  handler({
    action: showHistory,
    answers: 'privately',
    right: 'manage',
    handle: (context, { page }) => history(context, Number(page)),
  }),
  handler({
    action: approvalOff,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { wish, on }) {
      const { language, zone, now } = context;
      return answeredOffCard(await answerOff(context, wish, on === 'yes'), speaker(language, zone, now));
    },
  }),
  change(setChannel, (meetupChannel) => ({ meetupChannel })),
  handler({
    action: chooseChannel,
    answers: 'privately',
    right: 'manage',
    async handle(context, _args, { chosen: [meetupChannel] }) {
      if (meetupChannel === undefined) return null;
      const { space, shared } = await apply(context, { meetupChannel });
      const { language, zone, now } = context;
      return chosenCard(space.meetupChannel ?? meetupChannel, shared, speaker(language, zone, now));
    },
  }),
  change(setOrganisers, (organiserRole) => ({ organiserRole })),
  change(setLanguage, (language) => ({ language: LANGUAGES.find((one) => one === language) }), moreCard),
  handler({
    action: moreSetup,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => moreCard(context, await getSetup(context)),
  }),
  handler({
    action: backToSetup,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => card(context, await getSetup(context)),
  }),
  handler({
    action: setEveryone,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => moreCard(context, await apply(context, { organiserRole: null })),
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
    handle: async (context, _args, { input }) => moreCard(context, await apply(context, input)),
  }),
];
