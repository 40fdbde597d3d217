import type { Card } from '../../chat/card.ts';
import { notice } from '../../chat/notice.ts';
import { strong } from '../../chat/text.ts';
import { type Context, handler, speak } from '../../communities/context.ts';
import { withReach } from '../../communities/reach/service.ts';
import * as chosen from '../actions.ts';
import type { Destinations } from '../destinations/card.ts';
import { shownDraft } from '../drafts/shown.ts';
import { peopleText } from '../people.ts';
import { outlook } from '../reports/service.ts';
import { isAhead } from '../rules.ts';
import { getDraft, type Sent, submit } from '../service.ts';
import type { Announcement } from '../store.ts';
import { sendingCard } from './card.ts';

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

/** The button that sends. */
export const sendingButtons = [
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
];
