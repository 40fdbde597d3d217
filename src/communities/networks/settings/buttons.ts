import { type Context, handler } from '../../context.ts';
import * as chosen from '../actions.ts';
import { listsInput } from '../input.ts';
import { ACCEPTANCES } from '../rules.ts';
import { getOwnNetwork } from '../service.ts';
import {
  changeAccepts,
  changeContact,
  changeCrosspost,
  changeLists,
  changeNetworkApproval,
  changeOwnApproval,
  readList,
} from './service.ts';
import { chooseAndShow, shownMoreSettings, shownSettings } from './shown.ts';

/** Handles the buttons that turn something on or off; `show`: the card where they stand. */
const toggle = (
  action: typeof chosen.setContact,
  change: (context: Context, on: boolean, network: string) => Promise<unknown>,
  show: typeof shownMoreSettings = shownMoreSettings,
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

/** Buttons and menus of what a community takes from a network, and of the network itself. */
export const settingsButtons = [
  handler({
    action: chosen.setAccepts,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { network, topic }, { chosen: [value] }) {
      const accepts = ACCEPTANCES.find((one) => one === value) ?? null;
      await changeAccepts(context, network, topic, accepts);
      return topic === '' ? shownSettings(context, network) : shownMoreSettings(context, network, { topic });
    },
  }),
  handler({
    action: chosen.pickTopic,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { network }, { chosen: [topic = ''] }) => shownMoreSettings(context, network, { topic }),
  }),
  handler({
    action: chosen.setAnnouncementChannel,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { network }, { chosen: [channel] }) =>
      channel === undefined ? shownSettings(context, network) : chooseAndShow(context, network, channel),
  }),
  handler({
    action: chosen.moreSettings,
    answers: 'by updating',
    right: 'manage',
    handle: (context, { network }) => shownMoreSettings(context, network),
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
      return shownMoreSettings(context, network, { ...(asked && { news: 'approval-off-asked' }) });
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
      return shownMoreSettings(context, network);
    },
  }),
];
