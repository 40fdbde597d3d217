import type { Block, Button, Card } from '../../chat/card.ts';
import type { Speaker } from '../../chat/say.ts';
import { type Inline, strong, type Text } from '../../chat/text.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { writeZone } from '../../time/zone-names.ts';
import { showHistory } from '../actions.ts';
import type { Setting } from './rules.ts';
import type { RecordedChange } from './store.ts';

/** One page of who changed what. @param here our id of the reader's space @param page counted from 0 */
export function historyCard(
  { changes, total }: { changes: readonly RecordedChange[]; total: number },
  { here, number, size }: { here: string; number: number; size: number },
  speak: Speaker,
): Card {
  const pages = Math.ceil(total / size);
  const turn = (to: number, label: string): Button => ({
    type: 'button',
    id: showHistory.id({ page: String(Math.max(to, 0)) }),
    label,
    disabled: to < 0 || to >= pages,
  });
  return {
    heading: speak.say('history.heading'),
    body: [
      ...(total === 0 ? [{ type: 'text' as const, text: speak.say('history.empty') }] : []),
      ...changes.map((change): Block => ({ type: 'text', text: lineText(change, here, speak) })),
      // Beside each change stands a time in plain words.
      {
        type: 'note',
        text: `${speak.say('history.kept')} ${speak.say('form.times', { zone: writeZone(speak.zone, speak.language) })}`,
      },
      ...(pages > 1
        ? [
            {
              type: 'controls' as const,
              controls: [
                turn(number - 1, speak.say('announcement.list-earlier')),
                turn(number + 1, speak.say('announcement.list-later')),
              ],
            },
          ]
        : []),
    ],
  };
}

function lineText(change: RecordedChange, here: string, speak: Speaker): Text {
  const { setting, about, account, space, at } = change;
  const own = space.id === here;
  // What is about another space, or was decided there, has ids that the platform cannot show here.
  const value = (one: string | null) => valueText(setting, one, own && !isElsewhere(change), speak);
  return [
    strong(about ? `${speak.say(LABELS[setting])} (${about}):` : `${speak.say(LABELS[setting])}:`),
    ' ',
    value(change.before),
    ' → ',
    value(change.after),
    ' · ',
    // A mention that notifies nobody, where the platform shows the name to those who are there; elsewhere no name.
    own ? ({ type: 'account', account } as const) : speak.say('history.somebody', { space: space.name }),
    ' · ',
    speak.recent(at),
  ];
}

/** Tells a channel for announcements that was chosen in one space by what was done in another: it says in which. */
const isElsewhere = ({ setting, about }: RecordedChange): boolean =>
  setting === 'announcement-channel' && about !== null;

const LABELS: Record<Setting, MessageKey> = {
  language: 'setup.language',
  zone: 'setup.zone',
  'meetup-channel': 'setup.channel',
  organisers: 'setup.organisers',
  'announcement-channel': 'network.channel',
  crosspost: 'network.crosspost',
  approval: 'network.approval',
  'network-approval': 'history.network-approval',
  accepts: 'network.accepts',
  topics: 'network.topics',
  groups: 'network.groups',
  spaces: 'setup.spaces',
  contact: 'network.button-ask-me',
  membership: 'history.membership',
};

/** @param own whether the ids are of the reader's own space: elsewhere the platform cannot show them */
function valueText(setting: Setting, value: string | null, own: boolean, speak: Speaker): string | Inline {
  if (value === null) return speak.say('history.none');
  switch (setting) {
    case 'meetup-channel':
    case 'announcement-channel':
      return own ? { type: 'channel', id: value } : speak.say('history.channel-elsewhere');
    case 'organisers':
      if (value === 'everyone') return speak.say('setup.everyone');
      return own ? { type: 'role', id: value } : speak.say('history.role-elsewhere');
    case 'language':
      return speak.say(`languages.${value}` as MessageKey);
    case 'crosspost':
    case 'approval':
    case 'network-approval':
    case 'contact':
    case 'membership':
      return speak.say(`history.${value}` as MessageKey);
    case 'accepts':
      return speak.say(`network.accepts-${value}` as MessageKey);
    default:
      return value;
  }
}
