import { appMethods } from './apps.ts';
import type { Methods } from './call.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { historyMethods } from './history.ts';
import { reactionMethods } from './reactions.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

/** Every method that this Slack knows; another one is answered with unknown_method. */
export const METHODS: Methods = {
  ...appMethods,
  ...chatMethods,
  ...conversationMethods,
  ...historyMethods,
  ...reactionMethods,
  ...userMethods,
  ...viewMethods,
};
