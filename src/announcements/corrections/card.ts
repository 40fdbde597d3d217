import type { Block, Button, Card } from '../../chat/card.ts';
import { againAction } from '../../chat/kept-actions.ts';
import { notice } from '../../chat/notice.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong } from '../../chat/text.ts';
import * as actions from '../actions.ts';
import { controls, copyBlocks, wordsFor } from '../card.ts';
import { peopleText } from '../people.ts';
import type { Announcement } from '../store.ts';
import type { CorrectionReach } from './rules.ts';
import type { MadeCorrection, ProposedCorrection } from './service.ts';

/** @returns the buttons that open the form to correct a text, one for each of its languages */
export function correctButtons({ id, newest }: Announcement, speak: Speaker): Button[] {
  const label = speak.say('announcement.button-correct');
  return newest.texts.map(({ language }, index) => ({
    type: 'button',
    id: actions.correct.id({ announcement: id, language }),
    label: index === 0 ? label : `${label} (${speak.say(`languages.${language}`)})`,
  }));
}

/** @returns the new text as it will stand, in how many places, and a button to do it: nothing has changed yet */
export function proposedCorrectionCard(proposed: ProposedCorrection, speak: Speaker): Card {
  const { copies, reach, approvers, meanwhile } = proposed;
  const communities = new Intl.ListFormat(speak.language).format(approvers);
  const approval = speak.say('announcement.approval-needed', { count: approvers.length, communities });
  return {
    heading: copies[0]?.heading,
    tone: 'attention',
    body: [
      // The text as everybody will see it, and no button that would count somebody as having seen it.
      ...copies.flatMap((copy, index) => copyBlocks(copy, { titled: index > 0, pressable: false })),
      { type: 'divider' },
      { type: 'note', text: speak.say('announcement.correct-preview') },
      ...(meanwhile ? [{ type: 'text' as const, text: speak.say('announcement.correct-meanwhile') }] : []),
      { type: 'text', text: speak.say('announcement.correct-reach', { count: reach.corrected }) },
      ...leftOut(reach, speak),
      ...(approvers.length > 0 ? [{ type: 'text' as const, text: `${approval}.` }] : []),
      controls(buttons(proposed, speak)),
    ],
  };
}

/** @returns what somebody is told who has corrected an announcement, or asked for it */
export function madeCorrectionCard({ announcement, asked, reach }: MadeCorrection, here: string, speak: Speaker): Card {
  const title = strong(wordsFor(announcement.newest, speak.language).title);
  if (asked.length > 0) {
    const people = peopleText(asked, here, speak);
    return notice(speak.text('announcement.correct-waiting', { title, people }));
  }
  const done = notice(speak.text('announcement.corrected', { title, count: reach.corrected }));
  return { ...done, body: [...done.body, ...leftOut(reach, speak)] };
}

/** Says where it is not corrected, and why. */
function leftOut({ frozen, stale }: CorrectionReach, speak: Speaker): Block[] {
  return [
    ...(frozen > 0 ? [speak.say('announcement.correct-frozen', { count: frozen })] : []),
    ...(stale > 0 ? [speak.say('announcement.correct-stale', { count: stale })] : []),
  ].map((text) => ({ type: 'note', text }));
}

function buttons({ announcement, approvers, kept }: ProposedCorrection, speak: Speaker): Button[] {
  const yes =
    approvers.length > 0 ? speak.say('announcement.button-ask-approval') : speak.say('announcement.button-correct-yes');
  const revision = String(announcement.newest.number);
  return [
    { type: 'button', id: actions.confirmCorrect.id({ kept, revision }), label: yes, style: 'primary' },
    { type: 'button', id: againAction.id({ kept }), label: speak.say('announcement.button-correct-more') },
    {
      type: 'button',
      id: actions.keepText.id({ announcement: announcement.id }),
      label: speak.say('announcement.button-correct-no'),
    },
  ];
}
