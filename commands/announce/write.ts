import { shownDraft } from '../../src/announcements/drafts/shown.ts';
import {
  readAddresses,
  readDestination,
  suggestTopics,
  writeChecks,
  writeInput,
} from '../../src/announcements/input.ts';
import { createDraft, firstLanguage } from '../../src/announcements/service.ts';
import { speak, subcommand } from '../../src/communities/context.ts';
import { chooseAnnouncementChannels } from '../../src/communities/networks/announcement-channel.ts';
import { foundChannelNotes } from '../../src/communities/networks/found-channels.ts';

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
