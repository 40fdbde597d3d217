import { UserError } from '../chat/user-error.ts';
import { say } from '../i18n/translate.ts';
import { type Shared, shareUpcoming } from '../meetups/publishing/service.ts';
import { readZone } from '../time/zones.ts';
import type { Context } from './context.ts';
import type { Setting } from './history/rules.ts';
import { recordChanges } from './history/store.ts';
import {
  changeSpace,
  endExceptions,
  findSpaceById,
  isRestrictedElsewhere,
  type SpaceOfCommunity,
  spacesOf,
} from './store.ts';

/** Set-up of a space, with the other spaces of its community. */
export interface Setup {
  space: SpaceOfCommunity;
  others: SpaceOfCommunity[];
  /** Use of a channel that was just chosen. */
  shared?: Shared;
}

/** @returns how the caller's space is set up now */
export async function getSetup(context: Context): Promise<Setup> {
  const all = await spacesOf(context.db.prisma, context.space.community.id);
  return {
    space: all.find((one) => one.id === context.space.id) ?? context.space,
    others: all.filter((one) => one.id !== context.space.id),
  };
}

/** Settings. `organiserRole` null: everyone may organise here, also where another space has chosen somebody. */
export interface SetupChange {
  language?: string;
  zone?: string;
  meetupChannel?: string;
  organiserRole?: string | null;
}

/**
 * Changes how the caller's space is set up. A channel that is chosen for meetups gets the cards of what is still to
 * come.
 * @param change channel and role by the platform's own id, or by their names as people type them
 * @returns the set-up after the change
 * @throws {UserError} when the zone, the channel or the role is unknown, or the bot cannot write in the channel
 */
export async function changeSetup(context: Context, change: SetupChange): Promise<Setup> {
  const zone = change.zone === undefined ? undefined : zoneOf(change.zone);
  const meetupChannel =
    change.meetupChannel === undefined ? undefined : await readChannel(context, change.meetupChannel);
  const organiserRole = change.organiserRole ? await readRole(context, change.organiserRole) : change.organiserRole;
  const space = { id: context.space.id, community: context.space.community.id };
  const shared = await context.change(async (tx) => {
    const before = (await findSpaceById(tx, space.id)) ?? context.space;
    const everyone = organiserRole === null && (await isRestrictedElsewhere(tx, before));
    await changeSpace(tx, space, {
      language: change.language,
      zone,
      meetupChannel,
      ...(organiserRole !== undefined && { organiserRole, everyoneOrganises: everyone }),
    });
    const ended = await endExceptions(tx, space.community);
    const changed = (setting: Setting, was: string | null, is: string | null | undefined) =>
      is === undefined ? [] : [{ setting, before: was, after: is }];
    await recordChanges(context, tx, [
      ...changed('language', before.community.language, change.language),
      ...changed('zone', before.community.zone, zone),
      ...changed('meetup-channel', before.meetupChannel, meetupChannel),
      ...changed(
        'organisers',
        before.organiserRole ?? (before.everyoneOrganises ? 'everyone' : null),
        organiserRole ?? (everyone ? 'everyone' : organiserRole),
      ),
      ...ended
        .filter(({ id }) => id !== space.id)
        .map(({ name: about }) => ({ setting: 'organisers' as const, about, before: 'everyone', after: null })),
    ]);
    if (meetupChannel === undefined || meetupChannel === before.meetupChannel) return undefined;
    const [given] = await shareUpcoming(context, tx, { community: space.community, spaces: [space.id], moving: true });
    return given;
  });
  return { ...(await getSetup(context)), shared };
}

/** @returns an IANA zone @throws {UserError} about "zone" */
export function zoneOf(typed: string): string {
  const zone = readZone(typed);
  if (zone === null) throw new UserError('zone-unknown', { typed }, 'zone');
  return zone;
}

/** @returns the platform's own id of a channel in which the bot can write @throws {UserError} about "channel" */
export async function readChannel({ here, language, call }: Context, typed: string): Promise<string> {
  const { platform } = call.space;
  const channel = await here.findChannel(typed);
  if (!channel) throw new UserError('channel-unknown', { typed, platform }, 'channel');
  const failure = await here.cannotPost(channel);
  const reason = failure && say(language, `failures.${failure}`);
  if (reason) throw new UserError('channel-refused', { reason, platform }, 'channel');
  return channel;
}

/**
 * @returns null for everyone: Discord's role "@everyone" has the server's own id.
 * https://docs.discord.com/developers/topics/permissions
 * @throws {UserError} about "organisers"
 */
export async function readRole({ here, space }: Context, typed: string): Promise<string | null> {
  const role = await here.findRole(typed);
  if (!role) throw new UserError('role-unknown', { typed }, 'organisers');
  return role === space.externalId ? null : role;
}
