import type { Card } from '../chat/card.ts';
import { runAction } from '../chat/menu.ts';
import type { Speaker } from '../chat/say.ts';
import type { Text } from '../chat/text.ts';
import { LANGUAGES, type Language } from '../i18n/translate.ts';
import * as actions from './actions.ts';
import type { Setup } from './service.ts';
import type { SpaceOfCommunity } from './store.ts';

/** @returns how a space is set up, with the menus to change it, and what a change just now has brought about */
export function setupCard({ space, others, shared }: Setup, speak: Speaker): Card {
  return {
    heading: speak.text('setup.heading', { space: space.name }),
    body: [
      ...(shared && shared.cards > 0
        ? [{ type: 'text' as const, text: speak.say('linking.shared', { cards: shared.cards, moved: shared.moved }) }]
        : []),
      {
        type: 'fields',
        fields: [
          { label: speak.say('setup.channel'), value: channelText(space, speak) },
          { label: speak.say('setup.organisers'), value: organisersText(space, others, speak) },
          { label: speak.say('setup.spaces'), value: namesOf(others, speak.language) || speak.say('setup.alone') },
        ],
      },
      menu({
        of: 'channels',
        id: actions.setChannel.id({}),
        placeholder: speak.say('setup.pick-channel'),
        selected: space.meetupChannel,
      }),
      menu({
        of: 'roles',
        id: actions.setOrganisers.id({}),
        placeholder: speak.say('setup.pick-organisers'),
        selected: space.organiserRole,
      }),
      {
        type: 'controls',
        controls: [
          ...(['link', 'join'] as const).map((name) => ({
            type: 'button' as const,
            id: runAction.id({ path: `setup/${name}`, kept: '' }),
            label: speak.say(`commands.setup.${name}.button`),
          })),
          { type: 'button', id: actions.moreSetup.id({}), label: speak.say('more') },
        ],
      },
    ],
  };
}

/** @returns what is chosen once, or seldom */
export function moreSetupCard({ space, others }: Setup, speak: Speaker): Card {
  const { community } = space;
  const language = LANGUAGES.find((one) => one === community.language) ?? 'da';
  const languageText = (one: Language) => speak.say(`commands.setup.settings.fields.language.choices.${one}`);
  return {
    heading: speak.text('setup.heading', { space: space.name }),
    body: [
      {
        type: 'fields',
        fields: [
          { label: speak.say('setup.language'), value: languageText(language) },
          { label: speak.say('setup.zone'), value: community.zone },
          { label: speak.say('setup.organisers'), value: organisersText(space, others, speak) },
        ],
      },
      {
        type: 'controls',
        controls: [
          {
            type: 'menu',
            of: 'options',
            id: actions.setLanguage.id({}),
            placeholder: speak.say('setup.pick-language'),
            options: LANGUAGES.map((value) => ({ value, label: languageText(value) })),
            selected: language,
          },
        ],
      },
      {
        type: 'controls',
        controls: [
          { type: 'button', id: actions.setZone.id({}), label: speak.say('setup.button-zone') },
          {
            type: 'button',
            id: actions.setEveryone.id({}),
            label: speak.say('setup.button-everyone'),
            disabled: space.organiserRole === null && (space.everyoneOrganises || restrictedAmong(others).length === 0),
          },
          { type: 'button', id: actions.showHistory.id({ page: '0' }), label: speak.say('history.button') },
          { type: 'button', id: actions.backToSetup.id({}), label: speak.say('back') },
        ],
      },
    ],
  };
}

function menu({
  selected,
  ...rest
}: {
  of: 'channels' | 'roles';
  id: string;
  placeholder: string;
  selected: string | null;
}) {
  return {
    type: 'controls' as const,
    controls: [{ type: 'menu' as const, ...rest, ...(selected !== null && { selected }) }],
  };
}

function channelText({ meetupChannel }: SpaceOfCommunity, speak: Speaker): Text {
  return meetupChannel === null ? speak.say('setup.no-channel') : { type: 'channel', id: meetupChannel };
}

export const restrictedAmong = (spaces: readonly SpaceOfCommunity[]) =>
  spaces.filter(({ organiserRole }) => organiserRole !== null);

/** The settings that hold in a space, which may be what another one has chosen. */
function organisersText(space: SpaceOfCommunity, others: readonly SpaceOfCommunity[], speak: Speaker): Text {
  const { organiserRole, everyoneOrganises } = space;
  if (organiserRole !== null) return { type: 'role', id: organiserRole };
  const spaces = namesOf(restrictedAmong(others), speak.language);
  if (everyoneOrganises && spaces !== '') return speak.say('setup.everyone-here', { spaces });
  return spaces === '' ? speak.say('setup.everyone') : speak.say('setup.managers-only', { spaces });
}

/** @returns the names of spaces as one says them: "RÅ Festival og RÅ Frivillige" */
export function namesOf(spaces: readonly SpaceOfCommunity[], language: Language): string {
  return new Intl.ListFormat(language).format(spaces.map((one) => one.name));
}
