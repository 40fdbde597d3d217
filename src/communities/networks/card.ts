import type { Block, Button, Card } from '../../chat/card.ts';
import { runAction } from '../../chat/menu.ts';
import { onPage, pageControls } from '../../chat/pages.ts';
import { codeToPassOn } from '../../chat/pass-on.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import { hashCode } from '../link-code.ts';
import * as actions from './actions.ts';
import type { Invitation } from './invitations/service.ts';
import type { Member, Membership } from './store.ts';

const controls = (all: readonly Button[]): Block => ({ type: 'controls', controls: all });
const note = (text: Text): Block => ({ type: 'note', text });

export const inviteButton = (network: string, speak: Speaker): Button => ({
  type: 'button',
  id: actions.inviteTo.id({ network }),
  label: speak.say('commands.network.invite.button'),
});

/** @returns the code, and what to do with it */
export function invitationCard(invitation: Invitation, speak: Speaker): Card {
  const network = invitation.membership.network.name;
  return {
    heading: speak.text('network.invite-heading', { network }),
    body: [
      { type: 'text', text: speak.text('network.invite-how', { until: speak.moment(invitation.until) }) },
      ...codeToPassOn('network join', invitation.code, speak),
      note(speak.say('network.invite-once')),
      controls([
        {
          type: 'button',
          id: actions.renewInvitation.id({ hash: hashCode(invitation.code) }),
          label: speak.say('setup.button-new-code'),
        },
      ]),
    ],
  };
}

/** The most that are read at a glance, and fit a message with all else. */
const MEMBERS_ON_PAGE = 15;

/**
 * @param owns whether the reader's community administers it
 * @param number of the page, counted from 0
 * @returns who is in the network, by the names that they have there
 */
export function membersCard(
  { network }: Membership,
  members: readonly Member[],
  { owns, number }: { owns: boolean; number: number },
  speak: Speaker,
): Card {
  const page = onPage(members, { number, size: MEMBERS_ON_PAGE });
  const line = ({ id, name, spaces }: Member): Text =>
    speak.text(id === network.owner ? 'network.member-owner' : 'network.member', {
      name: strong(name),
      count: spaces,
    });
  return {
    heading: speak.text('network.members-heading', { network: network.name, count: members.length }),
    body: [
      ...page.shown.map((member): Block => ({ type: 'text', text: line(member) })),
      ...pageControls(
        members.length,
        { number: page.number, size: MEMBERS_ON_PAGE },
        (to) => actions.showMembers.id({ network: network.id, page: to }),
        speak,
      ),
      controls([
        {
          type: 'button',
          id: runAction.id({ path: 'network/settings', kept: '' }),
          label: speak.say('commands.network.settings.button'),
        },
        ...(owns ? [inviteButton(network.id, speak)] : []),
      ]),
    ],
  };
}

/**
 * Asks once, and says what comes of it.
 * @param leftBehind how many other communities are in a network that the reader's administers; null when another one
 * does
 */
export function leaveCard({ network }: Membership, leftBehind: number | null, speak: Speaker): Card {
  const name = strong(network.name);
  if (leftBehind !== null && leftBehind > 0) {
    const text = speak.text('errors.network-owner-leaves', { network: name, count: leftBehind });
    return { tone: 'attention', body: [{ type: 'text', text }] };
  }
  const closes = leftBehind === 0;
  return {
    tone: 'attention',
    body: [
      {
        type: 'text',
        text: speak.text(closes ? 'network.close-question' : 'network.leave-question', { network: name }),
      },
      controls([
        {
          type: 'button',
          id: actions.leaveNetwork.id({ network: network.id }),
          label: speak.say(closes ? 'network.close-yes' : 'network.leave-yes'),
          style: 'danger',
        },
        { type: 'button', id: actions.stayInNetwork.id({ network: network.id }), label: speak.say('network.leave-no') },
      ]),
    ],
  };
}

/** Asks once. */
export function removeCard({ network }: Membership, { id, name }: Member, speak: Speaker): Card {
  const ids = { network: network.id, member: id };
  return {
    tone: 'attention',
    body: [
      {
        type: 'text',
        text: speak.text('network.remove-question', { member: strong(name), network: strong(network.name) }),
      },
      controls([
        {
          type: 'button',
          id: actions.removeMember.id(ids),
          label: speak.say('network.remove-yes'),
          style: 'danger',
        },
        { type: 'button', id: actions.keepMember.id(ids), label: speak.say('network.remove-no') },
      ]),
    ],
  };
}
