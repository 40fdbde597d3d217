import { notice } from '../../chat/notice.ts';
import { handler } from '../../communities/context.ts';
import { givePlaceOn as givePlaceOnAction } from '../actions.ts';
import { shownTo } from '../service.ts';
import { givePlaceOn } from './service.ts';

/** Buttons about places of people who could not be told. */
export const placeButtons = [
  handler({
    action: givePlaceOnAction,
    answers: 'by updating',
    right: 'anyone',
    async handle(context, { delivery }) {
      await givePlaceOn(context, delivery);
      return notice(shownTo(context).speak.say('meetup.given-on'));
    },
  }),
];
