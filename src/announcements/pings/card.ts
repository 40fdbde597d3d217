import type { Block, Button, Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import * as actions from '../actions.ts';
import type { OfferedPing } from './service.ts';
import type { Ping } from './store.ts';

const back = (announcement: string, label: string): Button => ({
  type: 'button',
  id: actions.backToDraft.id({ announcement }),
  label,
});

/** Asks which role (Discord) or user group (Slack) of the space is to be notified. */
export function askPingCard(announcement: string, space: string, speak: Speaker): Card {
  return {
    heading: speak.say('announcement.ping-heading'),
    body: [
      { type: 'text', text: speak.text('announcement.ping-how', { space }) },
      {
        type: 'controls',
        controls: [
          {
            type: 'menu',
            of: 'roles',
            id: actions.pickPing.id({ announcement }),
            placeholder: speak.say('announcement.ping-pick'),
          },
        ],
      },
      { type: 'controls', controls: [back(announcement, speak.say('announcement.ping-back'))] },
    ],
  };
}

/** Asks once more, with the number of people. */
export function confirmPingCard(announcement: string, space: string, offered: OfferedPing, speak: Speaker): Card {
  const { role, name, people } = offered;
  return {
    tone: 'attention',
    heading: speak.say('announcement.ping-heading'),
    body: [
      { type: 'text', text: speak.text('announcement.ping-will', { count: people, space, role: strong(name) }) },
      {
        type: 'controls',
        controls: [
          {
            type: 'button',
            id: actions.confirmPing.id({ announcement, role, people: String(people) }),
            label: speak.say('announcement.ping-yes', { count: people }),
            style: 'primary',
          },
          back(announcement, speak.say('announcement.ping-no')),
        ],
      },
    ],
  };
}

/** @returns who is to be notified, a line for each space */
export function pingText(pings: readonly Ping[], speak: Speaker): Text {
  if (pings.length === 0) return speak.say('announcement.ping-none');
  return pings
    .map(({ people, space, name }) =>
      speak.say('announcement.ping-will', { count: people, space: space.name, role: name }),
    )
    .join('\n');
}

/** @param copies by space, what became of the copy there @returns who was notified, and why others were not */
export function pingedBlocks(pings: readonly Ping[], copies: ReadonlyMap<string, string>, speak: Speaker): Block[] {
  if (pings.length === 0) return [];
  const lines = pings.map((ping) => {
    const { people, space, name, reason } = ping;
    const values = { count: people, space: space.name, role: name };
    if (ping.state === 'withheld')
      return speak.say('announcement.pinged-not', {
        ...values,
        reason: speak.say(`announcement.ping-${reason ?? 'uncounted'}`),
      });
    return speak.say(`announcement.${PINGED[copies.get(space.id) ?? 'none'] ?? 'pinged-lost'}`, values);
  });
  return [{ type: 'text', text: lines.join('\n') }];
}

/** By what became of the copy. */
const PINGED: Record<string, 'ping-will' | 'pinged' | 'pinged-unknown' | 'pinged-lost'> = {
  pending: 'ping-will',
  sending: 'ping-will',
  sent: 'pinged',
  unknown: 'pinged-unknown',
};
