import { approvalOffButtons } from './approval-off/buttons.ts';
import { historyButtons } from './history/buttons.ts';
import { linkingButtons } from './linking/buttons.ts';
import { invitationButtons } from './networks/invitations/buttons.ts';
import { leavingButtons } from './networks/leaving/buttons.ts';
import { memberButtons } from './networks/members/buttons.ts';
import { removingButtons } from './networks/removing/buttons.ts';
import { settingsButtons } from './networks/settings/buttons.ts';
import { partingButtons } from './parting/buttons.ts';
import { setupButtons } from './setup/buttons.ts';

/** Handlers of all buttons and menus on cards of settings and of networks. */
export const communityButtons = [
  ...approvalOffButtons,
  ...historyButtons,
  ...linkingButtons,
  ...partingButtons,
  ...setupButtons,
  ...invitationButtons,
  ...leavingButtons,
  ...memberButtons,
  ...removingButtons,
  ...settingsButtons,
];
