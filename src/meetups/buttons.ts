import { answeringButtons } from './answering/buttons.ts';
import { cancellingButtons } from './cancelling/buttons.ts';
import { factButtons } from './facts/buttons.ts';
import { listingButtons } from './listing/buttons.ts';
import { managingButtons } from './managing/buttons.ts';
import { movingButtons } from './moving/buttons.ts';
import { placeButtons } from './places/buttons.ts';
import { postingButtons } from './postings/buttons.ts';
import { publishingButtons } from './publishing/buttons.ts';
import { questionButtons } from './questions/buttons.ts';

/** Handlers of all buttons and menus on cards of meetups. */
export const meetupButtons = [
  ...answeringButtons,
  ...cancellingButtons,
  ...factButtons,
  ...listingButtons,
  ...managingButtons,
  ...movingButtons,
  ...placeButtons,
  ...postingButtons,
  ...publishingButtons,
  ...questionButtons,
];
