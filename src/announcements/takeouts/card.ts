import type { Block, Button, Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import * as actions from '../actions.ts';
import { contentBlocks, controls, fromText, reconsiderButton, wordsFor } from '../card.ts';
import { senderName } from '../places.ts';
import { stateText } from '../preview-card.ts';
import type { Announcement } from '../store.ts';
import type { TakeOutFrom } from './rules.ts';
import type { Received, ReceivedPage } from './service.ts';

const contentOf = ({ shown, newest }: Announcement) => shown ?? newest;
const isWithdrawn = ({ state }: Announcement) => state === 'withdrawn';
const titleOf = (announcement: Announcement, speak: Speaker) => wordsFor(contentOf(announcement), speak.language).title;

/** @returns what it is called in a list: of what was withdrawn, not even the title */
function nameOf(announcement: Announcement, speak: Speaker): string {
  return isWithdrawn(announcement) ? speak.say('announcement.state-withdrawn') : titleOf(announcement, speak);
}

/** One page of what others have announced. @param page counted from 0 */
export function receivedCard(
  { announcements, total, takingOut, refused }: ReceivedPage,
  page: { number: number; size: number },
  speak: Speaker,
): Card {
  const heading = speak.say('announcement.received-heading');
  if (total === 0) return { heading, body: [{ type: 'text', text: speak.say('announcement.received-empty') }] };
  const pages = Math.ceil(total / page.size);
  const turn = (to: number, label: string): Button => ({
    type: 'button',
    id: actions.received.id({ page: String(Math.max(to, 0)) }),
    label,
    disabled: to < 0 || to >= pages,
  });
  const line = (one: Announcement): Block => {
    const state = isWithdrawn(one) ? [] : [' · ', ...[stateText(one, speak)].flat()];
    const leaving = takingOut.has(one.id) ? [' · ', speak.say('announcement.taking-out')] : [];
    const no = refused.has(one.id) ? [' · ', speak.say('announcement.received-refused')] : [];
    return {
      type: 'text',
      text: [strong(nameOf(one, speak)), ' · ', senderName(one), ...state, ...leaving, ...no] as Text,
    };
  };
  return {
    heading,
    body: [
      ...announcements.map(line),
      {
        type: 'controls',
        controls: [
          {
            type: 'menu',
            of: 'options',
            id: actions.pickReceived.id({}),
            placeholder: speak.say('announcement.received-pick'),
            options: announcements.map((one) => ({
              value: one.id,
              label: nameOf(one, speak),
              description: senderName(one),
            })),
          },
        ],
      },
      ...(pages > 1
        ? [
            controls([
              turn(page.number - 1, speak.say('announcement.list-earlier')),
              turn(page.number + 1, speak.say('announcement.list-later')),
            ]),
            { type: 'note' as const, text: speak.say('announcement.list-page', { page: page.number + 1, pages }) },
          ]
        : []),
    ],
  };
}

/**
 * @returns what another community has announced, with the buttons to take it out; of what was withdrawn, as its copies,
 * the title alone
 */
export function receivedOneCard({ announcement, from, takingOut, frozen, refusedIn }: Received, speak: Speaker): Card {
  const words = wordsFor(contentOf(announcement), speak.language);
  const askOut = (one: TakeOutFrom): Button => ({
    type: 'button',
    id: actions.askTakeOut.id({ announcement: announcement.id, from: one }),
    label: speak.say(`announcement.button-take-out-${one}`),
    style: 'danger',
  });
  const again = (one: TakeOutFrom): Button => ({
    type: 'button',
    id: actions.takeOut.id({ announcement: announcement.id, from: one }),
    label: speak.say('announcement.button-take-out-again'),
  });
  // Who takes it out everywhere takes it out here, too.
  const stuck = takingOut.filter((one) => !from.includes(one)).slice(-1);
  const back = refusedIn === null ? [] : [reconsiderButton(announcement, refusedIn, speak)];
  const buttons = [...back, ...from.map(askOut), ...stuck.map(again)];
  return {
    heading: words.title,
    body: [
      { type: 'note', text: fromText(announcement, speak) },
      { type: 'note', text: stateText(announcement, speak) },
      ...(frozen && !isWithdrawn(announcement)
        ? [
            {
              type: 'note' as const,
              text: speak.text('announcement.received-frozen', { community: announcement.community.name }),
            },
          ]
        : []),
      ...(isWithdrawn(announcement) ? [] : contentBlocks(contentOf(announcement), words, speak)),
      ...(refusedIn === null ? [] : [{ type: 'note' as const, text: speak.say('announcement.received-refused') }]),
      ...stuck.map((one): Block => ({ type: 'note', text: speak.say(`announcement.taking-out-${one}`) })),
      buttons.length > 0 ? controls(buttons) : { type: 'note', text: speak.say('errors.taken-out-already') },
    ],
  };
}

/** Asks once, and says what comes of it. */
export function takeOutCard(announcement: Announcement, from: TakeOutFrom, speak: Speaker): Card {
  const { id, community, network } = announcement;
  const values = {
    title: strong(titleOf(announcement, speak)),
    community: community.name,
    network: network?.name ?? '',
  };
  return {
    tone: 'attention',
    body: [
      { type: 'text', text: speak.text(`announcement.take-out-question-${from}`, values) },
      controls([
        {
          type: 'button',
          id: actions.takeOut.id({ announcement: id, from }),
          label: speak.say('announcement.take-out-yes'),
          style: 'danger',
        },
        { type: 'button', id: actions.leaveIn.id({ announcement: id }), label: speak.say('announcement.withdraw-no') },
      ]),
    ],
  };
}

/** @returns what is said to who has decided */
export function takenOutText(announcement: Announcement, said: TakeOutFrom | 'left', speak: Speaker): Text {
  const title = strong(titleOf(announcement, speak));
  return said === 'left'
    ? speak.text('announcement.withdraw-kept', { title })
    : speak.text(`announcement.take-out-done-${said}`, { title, network: announcement.network?.name ?? '' });
}
