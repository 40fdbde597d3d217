import { z } from 'zod';
import { action } from '../chat/action.ts';

const id = z.uuid();
const page = z.string().regex(/^\d{1,4}$/);

/** Ids of the buttons on a meetup's cards; their handlers are in `buttons.ts`, here and in the folders below. */
export const publish = action('meetup.publish', { meetup: id });
/** Shows anew what became of the cards of a meetup that was just published. */
export const whereabouts = action('meetup.whereabouts', { meetup: id });
export const change = action('meetup.change', { meetup: id });
/** Shows what else can be told of a meetup. */
export const moreFacts = action('meetup.facts', { meetup: id });
/** Asks for the facts of one section. */
export const facts = {
  practical: action('meetup.facts.practical', { meetup: id }),
  picture: action('meetup.facts.picture', { meetup: id }),
};
export const discard = action('meetup.discard', { meetup: id });
export const answer = action('meetup.answer', { occurrence: id, answer: z.enum(['going', 'maybe', 'not_going']) });
/** Shows the whole meetup to one person, with what they may do. */
export const more = action('meetup.more', { occurrence: id });
/** Does what `more` does, from a direct message to the organiser. */
export const manage = action('meetup.manage', { space: id, occurrence: id });
/** Does what `more` does, from a direct message to whoever asked. */
export const see = action('meetup.see', { space: id, occurrence: id });
/** Does what `answer` does, on a card that one person sees, which is renewed. */
export const answerHere = action('meetup.answer-here', {
  occurrence: id,
  answer: z.enum(['going', 'maybe', 'not_going']),
});
export const ask = action('meetup.ask', { occurrence: id });
/** From the organiser's direct messages. */
export const answerQuestion = action('meetup.reply', { space: id, question: id });
export const refuseQuestions = action('meetup.refuse-questions', { space: id, question: id });
export const takeQuestions = action('meetup.take-questions', { space: id, occurrence: id });
/** From a direct message, where Discord does not say which space is meant. */
export const respond = action('meetup.respond', {
  space: id,
  occurrence: id,
  answer: z.enum(['going', 'maybe', 'not_going']),
});
/** Does what `respond` does with a no: on messages that were sent before that was. */
export const cannot = action('meetup.cannot', { space: id, occurrence: id });
export const askCancel = action('meetup.cancel.ask', { meetup: id });
export const cancel = action('meetup.cancel', { meetup: id });
/** Does what `cancel` does, with a line of why. */
export const cancelSaying = action('meetup.cancel.saying', { meetup: id });
/** Applies an edit that was shown first: `kept` is the row in which it waits. */
export const confirmEdit = action('meetup.edit.confirm', { kept: id });
export const keep = action('meetup.keep', { meetup: id });
export const list = action('meetup.list', { page });
export const pick = action('meetup.pick', {});
/** From a direct message. `delivery`: the card that did not get through. */
export const postAgain = action('meetup.post', { space: id, delivery: id });
/** Posts a card anew that cannot be edited, or was deleted. */
export const replaceCard = action('meetup.replace', { space: id, placement: id });
/** `delivery`: the message to somebody who moved up, which did not get through. */
export const givePlaceOn = action('meetup.give-on', { space: id, delivery: id });
