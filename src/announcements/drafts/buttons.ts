import { notice } from '../../chat/notice.ts';
import { UserError } from '../../chat/user-error.ts';
import { handler, speak } from '../../communities/context.ts';
import { changeAnnouncementChannel } from '../../communities/networks/settings/service.ts';
import type { Language } from '../../i18n/translate.ts';
import * as chosen from '../actions.ts';
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
} from '../input.ts';
import { EVERYONE, moreCard } from '../preview-card.ts';
import { groupsOf, outlook } from '../reports/service.ts';
import { changeDraft, discardDraft, firstLanguage, getDraft, withoutWords, withWords } from '../service.ts';
import type { Content } from '../store.ts';
import { shownDraft } from './shown.ts';

/** Names the language of words written in one; an announcement in two says already which is which. */
const inLanguage = (content: Content, language: Language): Content => ({
  ...content,
  texts: content.texts.length > 1 ? content.texts : content.texts.map((words) => ({ ...words, language })),
});

/** Buttons with which a draft is changed. */
export const draftButtons = [
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
    action: chosen.discard,
    answers: 'by updating',
    right: 'manage',
    async handle(context, { announcement: id }) {
      const { round } = await discardDraft(context, id);
      return notice(speak(context).say(`announcement.discarded${round === 0 ? '-unseen' : ''}`), 'neutral');
    },
  }),
];
