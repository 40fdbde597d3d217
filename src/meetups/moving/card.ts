import type { Block, Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { strong, type Text } from '../../chat/text.ts';
import { change, confirmEdit, keep } from '../actions.ts';
import { closedNote } from '../card.ts';
import { shortLabel } from '../facts/card.ts';
import { FACT_NAMES } from '../facts/list.ts';
import type { Told } from '../service.ts';
import type { Meetup, MeetupDetails } from '../store.ts';

/** An edit of a published meetup's time, which waits for a press: the meetup is as it stands. */
export interface ProposedEdit extends Told {
  /** Details as they would be after the move. */
  details: MeetupDetails;
  /** The row in which it waits. */
  kept: string;
}

const OTHERS = ['title', 'place', 'description', 'capacity'] as const;

/** @returns the old time and the new one, what else changes, who is told, and a button to do it: nothing has changed yet */
export function proposedEditCard({ meetup, details, told, closed, kept }: ProposedEdit, speak: Speaker): Card {
  const times = ({ startsAt, endsAt }: Pick<Meetup, 'startsAt' | 'endsAt'>) => speak.rangeInZone(startsAt, endsAt);
  const after: Text = [strong(times(details)), ' (', speak.relative(details.startsAt), ')'];
  const others = OTHERS.filter((name) => details[name] !== meetup[name]);
  const facts = FACT_NAMES.filter((name) => details.facts[name] !== meetup.facts[name]);
  return {
    heading: meetup.title,
    tone: 'attention',
    body: [
      { type: 'text', text: speak.say('meetup.edit-proposed') },
      {
        type: 'fields',
        fields: [
          { label: speak.say('meetup.edit-before'), value: times(meetup) },
          { label: speak.say('meetup.edit-after'), value: after },
          ...others.map((name) => ({ label: speak.say(`meetup.edit-${name}`), value: `${details[name] ?? '–'}` })),
          ...facts.map((name) => ({ label: shortLabel(name, speak), value: details.facts[name] ?? '–' })),
        ],
      },
      { type: 'text', text: speak.say('meetup.edit-told', { count: told }) },
      ...closedNote(closed, speak),
      buttons(meetup.id, kept, speak),
    ],
  };
}

function buttons(meetup: string, kept: string, speak: Speaker): Block {
  return {
    type: 'controls',
    controls: [
      { type: 'button', id: confirmEdit.id({ kept }), label: speak.say('meetup.edit-yes'), style: 'primary' },
      { type: 'button', id: change.id({ meetup }), label: speak.say('meetup.edit-other') },
      { type: 'button', id: keep.id({ meetup }), label: speak.say('meetup.edit-no') },
    ],
  };
}
