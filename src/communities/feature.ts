import type { Feature } from '../feature.ts';
import { communityButtons } from './buttons.ts';
import { forgetCalls } from './forgetting/store.ts';
import { networkMessages } from './networks/messages.ts';
import { moveNetworks } from './networks/store.ts';
import { noteReach } from './reach/service.ts';

/** Spaces, communities, accounts and networks: who people are to the bot, and what managers decide. */
export const communities: Feature = {
  name: 'communities',
  messages: networkMessages,
  buttons: communityButtons,
  on: {
    deliveriesEnded: ({ clock }, tx, ended) => noteReach(tx, ended, clock.now()),
    messagesFound: ({ clock }, tx, found) => noteReach(tx, found, clock.now()),
    spaceMoved: moveNetworks,
  },
  data: {
    account: [
      'LinkCode.createdById',
      'KeptInput.accountId',
      'SettingChange.accountId',
      'ApprovalOff.askedById',
      'Contact.accountId',
    ],
    person: ['Account.personId'],
    community: [
      'Space.communityId',
      'LinkCode.communityId',
      'SettingChange.communityId',
      'ApprovalOff.communityId',
      'Contact.communityId',
      'Network.ownerId',
      'NetworkMember.communityId',
      'TopicChoice.communityId',
    ],
    forget: forgetCalls,
  },
};
