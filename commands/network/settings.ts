import { z } from 'zod';
import type { Card } from '../../src/chat/card.ts';
import { field } from '../../src/chat/input.ts';
import { speaker } from '../../src/chat/say.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import * as chosen from '../../src/communities/networks/actions.ts';
import { listsInput, networkField, resolveNetwork, suggestNetworks } from '../../src/communities/networks/input.ts';
import { ACCEPTANCES } from '../../src/communities/networks/rules.ts';
import { administers, getOwnNetwork } from '../../src/communities/networks/service.ts';
import {
  changeAccepts,
  changeAnnouncementChannel,
  changeContact,
  changeCrosspost,
  changeLists,
  changeNetworkApproval,
  changeOwnApproval,
  getSettings,
  readList,
} from '../../src/communities/networks/settings/service.ts';
import {
  type Happened,
  moreSettingsCard,
  type News,
  settingsCard,
} from '../../src/communities/networks/settings-card.ts';
import { membershipsOf } from '../../src/communities/networks/store.ts';
import { readChannel } from '../../src/communities/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  whenBare: true,
  input: z.object({ network: networkField.optional(), channel: field.channel().optional() }),
  fields: ['network'],
  suggest: { network: suggestNetworks },
  checks: { network: (context, typed) => resolveNetwork(context, typed), channel: readChannel },
  async handle(context, { network, channel }) {
    const all = await membershipsOf(context.db.prisma, context.space.community.id);
    const alone = network === undefined && all.length === 0;
    const shown = alone ? '' : (await resolveNetwork(context, network)).network.id;
    return channel === undefined ? shownSettings(context, shown) : chooseChannel(context, shown, channel);
  },
});

async function chooseChannel(context: Context, network: string, channel: string): Promise<Card> {
  const ended = await changeAnnouncementChannel(context, channel);
  return shownSettings(context, network, { ...(ended && { news: 'crosspost-ended' }) });
}

/** @param network the id, or "" for what concerns the community alone @param shown what has just happened */
export async function shownSettings(context: Context, network: string, shown: Happened = {}): Promise<Card> {
  const { settings, owns } = await found(context, network);
  return settingsCard(settings, owns, speak(context), shown);
}

/** Does what `shownSettings` does, for what is chosen seldom. @param shown as of `moreSettingsCard` */
async function moreShown(
  context: Context,
  network: string,
  shown: { topic?: string; news?: News } = {},
): Promise<Card> {
  const { settings, owns } = await found(context, network);
  return moreSettingsCard(settings, owns, speak(context), shown);
}

async function found(context: Context, network: string) {
  const settings = await getSettings(context, network);
  return { settings, owns: settings.membership !== null && administers(context, settings.membership) };
}

const speak = ({ language, zone, now }: Context) => speaker(language, zone, now);

/** Handles the buttons that turn something on or off; `show`: the card where they stand. */
const toggle = (
  action: typeof chosen.setContact,
  change: (context: Context, on: boolean, network: string) => Promise<unknown>,
  show: typeof moreShown = moreShown,
) =>
  handler({
    action,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { network, on }) {
      const asked = await change(context, on === 'yes', network);
      return show(context, network, { ...(asked === true && { news: 'approval-off-asked' as const }) });
    },
  });

export const actions = [
  handler({
    action: chosen.setAccepts,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { network, topic }, { chosen: [value] }) {
      const accepts = ACCEPTANCES.find((one) => one === value) ?? null;
      await changeAccepts(context, network, topic, accepts);
      return topic === '' ? shownSettings(context, network) : moreShown(context, network, { topic });
    },
  }),
  handler({
    action: chosen.pickTopic,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { network }, { chosen: [topic = ''] }) => moreShown(context, network, { topic }),
  }),
  handler({
    action: chosen.setAnnouncementChannel,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { network }, { chosen: [channel] }) =>
      channel === undefined ? shownSettings(context, network) : chooseChannel(context, network, channel),
  }),
  handler({
    action: chosen.moreSettings,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { network }) => moreShown(context, network),
  }),
  handler({
    action: chosen.backToSettings,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { network }) => shownSettings(context, network),
  }),
  toggle(chosen.setContact, changeContact, shownSettings),
  toggle(chosen.setOwnApproval, changeOwnApproval),
  toggle(chosen.setCrosspost, changeCrosspost),
  handler({
    action: chosen.setNetworkApproval,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { network, on }) {
      const asked = await changeNetworkApproval(context, network, on === 'yes');
      return moreShown(context, network, { ...(asked && { news: 'approval-off-asked' }) });
    },
  }),
  handler({
    action: chosen.editTopics,
    answers: 'by updating',
    right: 'manage',
    question: {
      texts: 'network/topics',
      input: listsInput,
      checks: {
        topics: (_context, typed) => readList(typed, 'topics'),
        groups: (_context, typed) => readList(typed, 'groups'),
      },
      async values(context, { network }) {
        const membership = await getOwnNetwork(context, network);
        const { topics, groups } = membership.network;
        const lines = (all: typeof topics) => all.map(({ name }) => name).join('\n');
        return { topics: lines(topics), groups: lines(groups) };
      },
    },
    async handle(context, { network }, { input }) {
      await changeLists(context, network, input);
      return moreShown(context, network);
    },
  }),
];
