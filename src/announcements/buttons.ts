import { approvalButtons } from './approvals/buttons.ts';
import { consentButtons } from './consents/buttons.ts';
import { copyButtons } from './copies/buttons.ts';
import { correctionButtons } from './corrections/buttons.ts';
import { draftButtons } from './drafts/buttons.ts';
import { pingButtons } from './pings/buttons.ts';
import { reportButtons } from './reports/buttons.ts';
import { sendingButtons } from './sending/buttons.ts';
import { takeoutButtons } from './takeouts/buttons.ts';

/** Handlers of all buttons and menus on cards of announcements. */
export const announcementButtons = [
  ...approvalButtons,
  ...consentButtons,
  ...copyButtons,
  ...correctionButtons,
  ...draftButtons,
  ...pingButtons,
  ...reportButtons,
  ...sendingButtons,
  ...takeoutButtons,
];
