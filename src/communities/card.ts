import type { Card } from '../chat/card.ts';
import { runAction } from '../chat/menu.ts';
import { commandToPassOn } from '../chat/pass-on.ts';
import type { Speaker } from '../chat/say.ts';
import type { Inline, Text } from '../chat/text.ts';
import { LANGUAGES, type Language } from '../i18n/translate.ts';
import * as actions from './actions.ts';
import type { SpaceOfCommunity } from './store.ts';

/** @returns how a space is set up, with the menus to change it. @param others the other spaces of its community */
export function setupCard(space: SpaceOfCommunity, others: readonly SpaceOfCommunity[], speak: Speaker): Card {
  const { community } = space;
  const language = LANGUAGES.find((one) => one === community.language) ?? 'da';
  const languages = LANGUAGES.map((value) => ({
    value,
    label: speak.say(`commands.setup.settings.fields.language.choices.${value}`),
  }));
  return {
    heading: speak.text('setup.heading', { space: space.name }),
    body: [
      {
        type: 'fields',
        fields: [
          { label: speak.say('setup.channel'), value: channelText(space, speak) },
          { label: speak.say('setup.organisers'), value: organisersText(space, others, speak) },
          {
            label: speak.say('setup.language'),
            value: speak.say(`commands.setup.settings.fields.language.choices.${language}`),
          },
          { label: speak.say('setup.zone'), value: community.zone },
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
          {
            type: 'menu',
            of: 'options',
            id: actions.setLanguage.id({}),
            placeholder: speak.say('setup.pick-language'),
            options: languages,
            selected: language,
          },
        ],
      },
      {
        type: 'controls',
        controls: [
          {
            type: 'button',
            id: actions.setEveryone.id({}),
            label: speak.say('setup.button-everyone'),
            disabled: space.organiserRole === null && (space.everyoneOrganises || restrictedAmong(others).length === 0),
          },
          { type: 'button', id: actions.setZone.id({}), label: speak.say('setup.button-zone') },
          {
            type: 'button',
            id: runAction.id({ path: 'setup/link', kept: '' }),
            label: speak.say('commands.setup.link.button'),
          },
          {
            type: 'button',
            id: runAction.id({ path: 'setup/join', kept: '' }),
            label: speak.say('commands.setup.join.button'),
          },
          { type: 'button', id: actions.showHistory.id({ page: '0' }), label: speak.say('history.button') },
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

const restrictedAmong = (spaces: readonly SpaceOfCommunity[]) =>
  spaces.filter(({ organiserRole }) => organiserRole !== null);

/** What holds in a space, which may be what another one has chosen. */
function organisersText(space: SpaceOfCommunity, others: readonly SpaceOfCommunity[], speak: Speaker): Text {
  const { organiserRole, everyoneOrganises } = space;
  if (organiserRole !== null) return { type: 'role', id: organiserRole };
  const spaces = namesOf(restrictedAmong(others), speak.language);
  if (everyoneOrganises && spaces !== '') return speak.say('setup.everyone-here', { spaces });
  return spaces === '' ? speak.say('setup.everyone') : speak.say('setup.managers-only', { spaces });
}

/** @returns who may organise in spaces that belong together now */
function organisersNote(spaces: readonly SpaceOfCommunity[], speak: Speaker): Text {
  const chosen = restrictedAmong(spaces);
  if (chosen.length === 0) return speak.text('setup.joined-everyone');
  const open = spaces.filter(({ everyoneOrganises }) => everyoneOrganises);
  const others = spaces.filter((one) => !chosen.includes(one) && !open.includes(one));
  const names = (some: readonly SpaceOfCommunity[]) => namesOf(some, speak.language);
  return [
    ...[speak.text('setup.joined-chosen', { spaces: names(chosen) })].flat(),
    ...(others.length > 0 ? [' ', ...[speak.text('setup.joined-managers', { spaces: names(others) })].flat()] : []),
    ...(open.length > 0 ? [' ', ...[speak.text('setup.joined-open', { spaces: names(open) })].flat()] : []),
  ] as Text;
}

/** @returns the names of spaces as one says them: "RÅ Festival og RÅ Frivillige" */
export function namesOf(spaces: readonly SpaceOfCommunity[], language: Language): string {
  return new Intl.ListFormat(language).format(spaces.map((one) => one.name));
}

/** @param until ms since the epoch */
export function linkCard(linkCode: string, until: number, speak: Speaker): Card {
  return {
    heading: speak.say('setup.link-heading'),
    body: [
      { type: 'text', text: speak.text('setup.link-how', { until: speak.time(until) }) },
      ...commandToPassOn('setup join', linkCode, speak),
      { type: 'note', text: speak.say('setup.link-once') },
    ],
  };
}

/** @param spaces all that belong together now */
export function joinedCard(spaces: readonly SpaceOfCommunity[], space: SpaceOfCommunity, speak: Speaker): Card {
  const channel: Inline | null = space.meetupChannel === null ? null : { type: 'channel', id: space.meetupChannel };
  return {
    heading: speak.say('setup.joined-heading'),
    tone: 'good',
    body: [
      { type: 'text', text: speak.text('setup.joined', { spaces: namesOf(spaces, speak.language) }) },
      { type: 'text', text: organisersNote(spaces, speak) },
      ...(channel ? [{ type: 'note' as const, text: speak.text('setup.joined-channel', { channel }) }] : []),
    ],
  };
}
