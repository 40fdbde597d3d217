import { z } from 'zod';
import { LANGUAGES } from '../../i18n/translate.ts';
import { backToSetup, moreSetup, setChannel, setEveryone, setLanguage, setOrganisers, setZone } from '../actions.ts';
import { handler } from '../context.ts';
import { zoneField } from '../input.ts';
import { getSetup, type SetupChange } from '../service.ts';
import { changeAndRedraw, shownMoreSetup, shownSetup } from './shown.ts';

const change = (action: typeof setChannel, make: (chosen: string) => SetupChange, show = shownSetup) =>
  handler({
    action,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, _args, { chosen: [chosen] }) =>
      show(context, chosen === undefined ? await getSetup(context) : await changeAndRedraw(context, make(chosen))),
  });

/** Buttons and menus of the settings. */
export const setupButtons = [
  change(setChannel, (meetupChannel) => ({ meetupChannel })),
  change(setOrganisers, (organiserRole) => ({ organiserRole })),
  change(setLanguage, (language) => ({ language: LANGUAGES.find((one) => one === language) }), shownMoreSetup),
  handler({
    action: moreSetup,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => shownMoreSetup(context, await getSetup(context)),
  }),
  handler({
    action: backToSetup,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => shownSetup(context, await getSetup(context)),
  }),
  handler({
    action: setEveryone,
    answers: 'by updating',
    right: 'manage',
    handle: async (context) => shownMoreSetup(context, await changeAndRedraw(context, { organiserRole: null })),
  }),
  handler({
    action: setZone,
    answers: 'by updating',
    right: 'manage',
    question: {
      texts: 'setup/zone',
      input: z.object({ zone: zoneField }),
      values: async (context) => ({ zone: context.zone }),
    },
    handle: async (context, _args, { input }) => shownMoreSetup(context, await changeAndRedraw(context, input)),
  }),
];
