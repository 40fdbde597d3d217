import type { Card } from '../../chat/card.ts';
import { notice } from '../../chat/notice.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import { type Context, handler, speak } from '../../communities/context.ts';
import { withReach } from '../../communities/reach/service.ts';
import * as chosen from '../actions.ts';
import { controls } from '../card.ts';
import type { Destinations } from '../destinations/card.ts';
import { shownDraft } from '../drafts/shown.ts';
import { peopleText } from '../people.ts';
import { outlook } from '../reports/service.ts';
import { isAhead } from '../rules.ts';
import { getDraft, type Sent, submit } from '../service.ts';
import type { Announcement } from '../store.ts';
import { sendingCard } from './card.ts';

/** @returns what its author is told of one that is not sent yet, with a press that stops it */
function pendingCard({ id }: Announcement, text: Text, speak: Speaker): Card {
  const said = notice(text);
  const button = { id: chosen.stop.id({ announcement: id }), label: speak.say('announcement.button-stop') };
  return { ...said, body: [...said.body, controls([{ type: 'button', ...button }])] };
}

/** Words for a draft that goes its way; `places`: where it goes. */
function sentCard(context: Context, sent: Sent & { announcement: Announcement }, places: Destinations): Card {
  const say = speak(context);
  const title = strong(sent.announcement.newest.texts[0]?.title ?? '');
  switch (sent.state) {
    case 'waiting':
      return pendingCard(
        sent.announcement,
        say.text('announcement.waiting', { title, people: peopleText(sent.asked, context.space.id, say) }),
        say,
      );
    case 'scheduled':
      return pendingCard(
        sent.announcement,
        say.text('announcement.scheduled', { title, when: say.moment(sent.dueAt) }),
        say,
      );
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
