import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  CannotDo,
  type LocalPlatform,
  type LocalPlatformOptions,
  type Mounted,
  type PersonChange,
  type SpaceSeen,
} from '../contract.ts';
import { peopleIn } from './channels.ts';
import type { Team } from './directory.ts';
import { say, useCommand } from './person/commands.ts';
import { choose, press } from './person/elements.ts';
import { closeForm, submit } from './person/forms.ts';
import { seenForm, seenMessage } from './person/seen.ts';
import { answerResponse } from './respond.ts';
import { answer } from './serve.ts';
import type { SlackSettings } from './settings.ts';
import { answerCall } from './web-api/router.ts';
import { World } from './world.ts';

export { botTokenOf } from './directory.ts';
export { DISTRIBUTED, type SlackSettings } from './settings.ts';

/** Everything that only the local Slack can do. */
export interface LocalSlack extends LocalPlatform, Mounted {
  readonly name: 'slack';
  /** Number of payloads that wait for the bot's acknowledgement, over Socket Mode. */
  unacknowledged(): number;
}

/**
 * A local Slack at protocol level: the Web API below "/slack/api/", Socket Mode at "/slack/socket", response_urls below
 * "/slack/response/". The unmodified Bolt runs against it with `clientOptions: { slackApiUrl: "…/slack/api/" }`.
 */
export function createSlack(options: LocalPlatformOptions, settings: SlackSettings = {}): LocalSlack {
  const world = new World(options, settings);
  const unacknowledged = () => world.delivery.sockets.unacknowledged;
  return { name: 'slack', unacknowledged, ...people(world), ...workspaces(world), ...mounted(world) };
}

type People = Pick<
  LocalPlatform,
  'say' | 'command' | 'suggest' | 'press' | 'choose' | 'submit' | 'closeForm' | 'channel' | 'directMessages' | 'forms'
>;

type Workspaces = Pick<
  LocalPlatform,
  'spaces' | 'setPerson' | 'setChannel' | 'requests' | 'connections' | 'dropConnections' | 'setInstalled' | 'stop'
>;

/** Everything that people do and see. */
function people(world: World): People {
  const { directory } = world;
  const at = (as: string, place: { space: string; channel: string }) => {
    const person = directory.person(as, directory.team(place.space));
    return { person, channel: directory.channelSeenBy(person, place.channel) };
  };
  const read = ({ person, channel }: ReturnType<typeof at>) =>
    world.messages.in(channel, person.id).map((message) => seenMessage(world, message, person));
  return {
    say: async (as, place, text) => {
      const { person, channel } = at(as, place);
      return say(world, person, channel, text);
    },
    command: async (as, place, { name, text = '' }) => {
      const { person, channel } = at(as, place);
      return useCommand(world, person, channel, { name, text });
    },
    suggest: async () => [],
    press: async (as, message, button) => press(world, directory.accounts(as), message, button),
    choose: async (as, message, menu, values) => choose(world, directory.accounts(as), message, { menu, values }),
    submit: async (as, form, values) => submit(world, directory.accounts(as), form, values),
    closeForm: (as, form) => closeForm(world, directory.accounts(as), form),
    channel: (as, place) => read(at(as, place)),
    directMessages: (as) =>
      directory.accounts(as).flatMap((person) => {
        const channel = person.team.channels.find(({ user }) => user === person);
        return channel === undefined ? [] : read({ person, channel });
      }),
    forms: (as) =>
      directory
        .accounts(as)
        .map((person) => world.views.topOf(person))
        .filter((view) => view !== undefined)
        .map((view) => seenForm(world, view)),
  };
}

/** Routes to what there is, and how it changes. */
function workspaces(world: World): Workspaces {
  const { directory, delivery } = world;
  return {
    spaces: () => directory.teams.map(spaceSeen),
    setPerson: (as: string, change: PersonChange) => {
      for (const person of directory.change(as, change)) {
        const user = { id: person.id, team_id: person.team.id, name: person.key, tz: person.zone };
        delivery.event(person.team, 'user_change', { type: 'user_change', user });
        world.changed('person', person.team, { as });
      }
    },
    requests: () => [...world.requests],
    connections: () => delivery.sockets.open,
    dropConnections: () => delivery.sockets.drop(),
    setChannel: (space, named, change) => {
      const team = directory.team(space);
      const channel = team.channels.find((one) => one.kind !== 'direct' && (one.id === named || one.name === named));
      if (channel === undefined) throw new CannotDo('unknown', `There is no channel "${named}" in "${team.name}".`);
      directory.changeChannel(channel, change);
      world.changed('channel', team, { channel: channel.id });
    },
    setInstalled: (space, installed) => {
      const team = directory.team(space);
      if (team.installed === installed) return;
      directory.setInstalled(team, installed);
      world.changed('installed', team);
      if (installed) return;
      delivery.event(team, 'app_uninstalled', { type: 'app_uninstalled' });
      delivery.event(team, 'tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: [team.botUser] } });
    },
    stop: async () => delivery.stop(),
  };
}

function spaceSeen(team: Team): SpaceSeen {
  const channels = team.channels.filter(({ kind }) => kind !== 'direct');
  return {
    platform: 'slack',
    id: team.id,
    name: team.name,
    channels: channels.map((channel) => {
      const { id, name, kind, archived, botIn: bot } = channel;
      return { id, name, kind, archived, bot, seenBy: peopleIn(channel).map(({ key }) => key) };
    }),
    people: team.people.map(({ key, id, name, locale, zone }) => ({ key, id, name, language: locale, zone })),
    roles: team.groups.map(({ id, handle }) => ({ id, name: handle })),
    bot: { id: team.botUser, name: team.botName, installed: team.installed },
    commands: [],
  };
}

/** Everything that the bot reaches. */
function mounted(world: World): Mounted {
  return {
    handle: (request: IncomingMessage, response: ServerResponse, path: string) => {
      const served = path.startsWith('/api/')
        ? answerCall(world, request, response, path.slice('/api/'.length))
        : path.startsWith('/response/')
          ? answerResponse(world, request, response, path.slice('/response/'.length))
          : undefined;
      if (served === undefined) answer(response, { status: 404, body: 'not found' });
      served?.catch((error: unknown) => {
        // Who went away while sending is told nothing.
        if (!request.complete) return;
        world.options.report(error);
        answer(response, { status: 500, body: { ok: false, error: 'internal_error' } });
      });
    },
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer, path: string) => {
      const [place = '', query = ''] = path.split(/\?(.*)/s);
      if (place === '/socket') void world.delivery.sockets.upgrade(request, socket, head, new URLSearchParams(query));
      else socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    },
  };
}
