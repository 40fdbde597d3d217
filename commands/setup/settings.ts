import { z } from 'zod';
import { field } from '../../src/chat/input.ts';
import { subcommand } from '../../src/communities/context.ts';
import { zoneField } from '../../src/communities/input.ts';
import { getSetup, readChannel, readRole, type SetupChange, zoneOf } from '../../src/communities/service.ts';
import { changeAndRedraw, shownMoreSetup, shownSetup } from '../../src/communities/setup/shown.ts';
import { LANGUAGES } from '../../src/i18n/translate.ts';
import { suggestZones } from '../../src/time/zones.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  whenBare: true,
  input: z.object({
    language: field.choice(LANGUAGES).optional(),
    zone: zoneField.optional(),
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
    if (!asked) return shownSetup(context, await getSetup(context));
    // What was changed is what is shown.
    const seldom = meetupChannel === undefined && organiserRole === undefined;
    return (seldom ? shownMoreSetup : shownSetup)(context, await changeAndRedraw(context, change));
  },
});
