import * as chosen from '../../src/announcements/actions.ts';
import type { Destinations } from '../../src/announcements/destinations/card.ts';
import {
  addressValues,
  destinationValue,
  readAddresses,
  readDestination,
  readSendingTime,
  suggestTopics,
  translateInput,
  whenInput,
  writeChecks,
  writeInput,
} from '../../src/announcements/input.ts';
import { peopleText } from '../../src/announcements/people.ts';
import { askPingCard, confirmPingCard } from '../../src/announcements/pings/card.ts';
import { confirmPing, offerPing } from '../../src/announcements/pings/service.ts';
import { EVERYONE, moreCard, previewCard } from '../../src/announcements/preview-card.ts';
import { groupsOf, outlook, toldApart } from '../../src/announcements/reports/service.ts';
import { isAhead } from '../../src/announcements/rules.ts';
import { sendingCard } from '../../src/announcements/sending/card.ts';
import {
  changeDraft,
  createDraft,
  discardDraft,
  firstLanguage,
  getDraft,
  type Sent,
  speak,
  submit,
  withoutWords,
  withWords,
} from '../../src/announcements/service.ts';
import type { Announcement, Content } from '../../src/announcements/store.ts';
import type { Card } from '../../src/chat/card.ts';
import { notice } from '../../src/chat/notice.ts';
import { strong } from '../../src/chat/text.ts';
import { UserError } from '../../src/chat/user-error.ts';
import { type Context, handler, subcommand } from '../../src/communities/context.ts';
import { chooseAnnouncementChannels } from '../../src/communities/networks/announcement-channel.ts';
import { foundChannelNotes } from '../../src/communities/networks/found-channels.ts';
import { changeAnnouncementChannel } from '../../src/communities/networks/settings/service.ts';
import { withReach } from '../../src/communities/reach/service.ts';
import type { Language } from '../../src/i18n/translate.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  whenBare: true,
  input: writeInput,
  suggest: { topic: suggestTopics },
  checks: writeChecks,
  async handle(context, input) {
    const content = {
      ...readAddresses(input),
      texts: [{ language: firstLanguage(context), title: input.title, body: input.text }],
    };
    const draft = await createDraft(context, content, await readDestination(context, input.topic));
    const found = await chooseAnnouncementChannels(context);
    const card = await shownDraft(context, draft);
    const reader = { here: context.space.id, words: 'announcement.channel-found' as const };
    return { ...card, body: [...card.body, ...foundChannelNotes(found, reader, speak(context))] };
  },
});

/** @returns the draft for its author, with whom it reaches now */
export async function shownDraft(context: Context, draft: Announcement): Promise<Card> {
  const [shown = draft] = await toldApart(context, [draft]);
  return saidWhenCut(context, previewCard(shown, await outlook(context, draft), speak(context)));
}

/** @returns the card; where the reader's platform has no room for all of its text, with a line that says so */
export function saidWhenCut(context: Context, card: Card): Card {
  const { platform } = context.call.space;
  const cut = context.excess(card).some((one) => one.platform === platform && one.over > 0);
  if (!cut) return card;
  return { ...card, body: [{ type: 'note', text: speak(context).say('announcement.preview-cut') }, ...card.body] };
}

/** Words for a draft that goes its way; `places`: where it goes. */
function sentCard(context: Context, sent: Sent & { announcement: Announcement }, places: Destinations): Card {
  const say = speak(context);
  const title = strong(sent.announcement.newest.texts[0]?.title ?? '');
  switch (sent.state) {
    case 'waiting':
      return notice(say.text('announcement.waiting', { title, people: peopleText(sent.asked, context.space.id, say) }));
    case 'scheduled':
      return notice(say.text('announcement.scheduled', { title, when: say.moment(sent.dueAt) }));
    case 'sent':
      return sendingCard(sent, { places, here: context.space.id }, say);
  }
}

/** Names the language of words written in one; an announcement in two says already which is which. */
const inLanguage = (content: Content, language: Language): Content => ({
  ...content,
  texts: content.texts.length > 1 ? content.texts : content.texts.map((words) => ({ ...words, language })),
});

export const actions = [
  handler({
    action: chosen.change,
    answers: 'by updating',
    right: 'manage',
    question: {
      texts: 'announce/edit',
      input: writeInput,
      suggest: { topic: suggestTopics },
      checks: writeChecks,
      async values(context, { announcement: id }) {
        const draft = await getDraft(context, id);
        const { texts } = draft.newest;
        return {
          title: texts[0]?.title ?? '',
          text: texts[0]?.body ?? '',
          ...addressValues(draft.newest),
          topic: await destinationValue(context, draft),
        };
      },
    },
    async handle(context, { announcement: id }, { input }) {
      const addresses = readAddresses(input);
      const destination = await readDestination(context, input.topic);
      const changed = await changeDraft(context, id, {
        destination,
        content: ({ texts }) => ({
          ...addresses,
          texts: withWords(texts, {
            language: texts[0]?.language ?? firstLanguage(context),
            title: input.title,
            body: input.text,
          }),
        }),
      });
      return shownDraft(context, changed);
    },
  }),
  handler({
    action: chosen.translate,
    answers: 'by updating',
    right: 'manage',
    question: {
      texts: 'announce/translate',
      input: translateInput,
      async values(context, { announcement: id, language }): Promise<Record<string, string>> {
        const { newest } = await getDraft(context, id);
        const words = newest.texts.find((one) => one.language === language);
        return words ? { title: words.title, text: words.body } : {};
      },
    },
    async handle(context, { announcement: id, language }, { input: { title, text } }) {
      if ((title === undefined) !== (text === undefined))
        throw new UserError('translation-half', {}, title === undefined ? 'title' : 'text');
      const words = title === undefined || text === undefined ? null : { language, title, body: text };
      const changed = await changeDraft(context, id, {
        content: ({ texts, link, image }) => ({
          link,
          image,
          texts: words ? withWords(texts, words) : withoutWords(texts, language),
        }),
      });
      return shownDraft(context, changed);
    },
  }),
  handler({
    action: chosen.setLanguage,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id, language }) {
      const changed = await changeDraft(context, id, { content: (before) => inLanguage(before, language) });
      return shownDraft(context, changed);
    },
  }),
  handler({
    action: chosen.schedule,
    answers: 'by updating',
    right: 'manage',
    question: {
      texts: 'announce/when',
      input: whenInput,
      async values(context, { announcement: id }): Promise<Record<string, string>> {
        const { dueAt } = await getDraft(context, id);
        return dueAt === null ? {} : { when: speak(context).range(dueAt, null) };
      },
    },
    async handle(context, { announcement: id }, { input }) {
      return shownDraft(context, await changeDraft(context, id, { dueAt: readSendingTime(context, input.when) }));
    },
  }),
  handler({
    action: chosen.unschedule,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { announcement: id }) =>
      shownDraft(context, await changeDraft(context, id, { dueAt: null })),
  }),
  handler({
    action: chosen.setGroup,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }, { chosen: [value] }) {
      const groups = await groupsOf(context, await getDraft(context, id));
      const group = value === EVERYONE ? null : groups.find((one) => one.id === value)?.id;
      if (group === undefined) throw new UserError('topic-gone');
      return shownDraft(context, await changeDraft(context, id, { group }));
    },
  }),
  handler({
    action: chosen.setChannel,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }, { chosen: [channel] }) {
      const draft = await getDraft(context, id);
      const ended = channel !== undefined && (await changeAnnouncementChannel(context, channel));
      const card = await shownDraft(context, draft);
      if (!ended) return card;
      const text = speak(context).text('network.crosspost-ended');
      return { ...card, body: [...card.body, { type: 'note', text }] };
    },
  }),
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
  handler({
    action: chosen.backToDraft,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { announcement: id }) => shownDraft(context, await getDraft(context, id)),
  }),
  handler({
    action: chosen.more,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const draft = await getDraft(context, id);
      return moreCard(draft, await outlook(context, draft), speak(context));
    },
  }),
  handler({
    action: chosen.setSeen,
    answers: 'by updating',
    right: 'manage',
    handle: async (context, { announcement: id, on }) =>
      shownDraft(context, await changeDraft(context, id, { seen: on === 'yes' })),
  }),
  handler({
    action: chosen.send,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id, when }) {
      const draft = await getDraft(context, id);
      // Nothing is sent at another time than the button said, such as at once because its time has passed meanwhile.
      const said = isAhead(draft.dueAt, context.now) ? 'time' : 'now';
      if (when !== said) return shownDraft(context, draft);
      const { destinations } = await outlook(context, draft);
      return withReach(context, sentCard(context, await submit(context, id), destinations));
    },
  }),
  handler({
    action: chosen.discard,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const { round } = await discardDraft(context, id);
      return notice(speak(context).say(`announcement.discarded${round === 0 ? '-unseen' : ''}`), 'neutral');
    },
  }),
];
