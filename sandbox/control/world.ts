import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { LocalPlatform, SandboxClock } from '../contract.ts';
import { findChannel, findPerson, findPersonIn, findSpace } from './names.ts';
import { Refusal } from './refusal.ts';
import { acting, platformName, type Route, route } from './route.ts';

/** Zone in which days begin and end for `{"forward": "P1D"}`: the zone that the seeded community lives in. */
const ZONE = 'Europe/Copenhagen';

/** Beyond these no clock of the sandbox can be read in every zone. */
const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(9999, 0);

/** Routes for what there is, the time of day, and what changes besides what people do. */
export function worldRoutes(platforms: readonly LocalPlatform[], clock: SandboxClock): Route[] {
  return [
    route('GET /world', z.strictObject({}), () => ({
      time: timeOf(clock),
      people: peopleOf(platforms),
      spaces: platforms.flatMap((each) => each.spaces()),
    })),
    ...timeRoutes(clock),
    ...changeRoutes(platforms),
    ...connectionRoutes(platforms),
  ];
}

function timeRoutes(clock: SandboxClock): Route[] {
  const moving = z
    .strictObject({ to: z.string().optional(), forward: z.string().optional() })
    .refine((input) => (input.to === undefined) !== (input.forward === undefined), 'Give either "to" or "forward"');
  return [
    route('GET /time', z.strictObject({}), () => timeOf(clock)),
    route('POST /time', moving, ({ to, forward }) => {
      const instant = to === undefined ? later(clock.now(), forward ?? '') : instantOf(to);
      if (instant < EARLIEST || instant > LATEST) throw new Refusal(400, 'The time must lie between 1970 and 9999.');
      clock.set(instant);
      return timeOf(clock);
    }),
  ];
}

function changeRoutes(platforms: readonly LocalPlatform[]): Route[] {
  const change = z.strictObject({
    ...acting,
    directMessagesClosed: z.boolean().optional(),
    language: z.string().refine(isLanguage, 'is no language, such as da or en-GB').optional(),
    zone: z.string().refine(isZone, 'is no time zone of the IANA database, such as Europe/Copenhagen').optional(),
    roles: z.strictObject({ space: z.string().min(1), names: z.array(z.string()) }).optional(),
  });
  return [
    route('POST /person', change, ({ platform, as, roles, ...rest }) => {
      if (!roles) {
        const found = findPerson(platforms, { platform, as });
        found.platform.setPerson(found.as, rest);
        return {};
      }
      const found = findPersonIn(platforms, { platform, as, space: roles.space });
      found.platform.setPerson(found.as, { ...rest, roles: { space: found.space.id, names: roles.names } });
      return {};
    }),
    route(
      'POST /channel',
      z.strictObject({
        platform: platformName,
        space: z.string().min(1),
        channel: z.string().min(1),
        bot: z.boolean().optional(),
        archived: z.boolean().optional(),
      }),
      ({ channel, bot, archived, ...where }) => {
        const { platform, space } = findSpace(platforms, where);
        platform.setChannel(space.id, findChannel(space, channel), { bot, archived });
        return {};
      },
    ),
    route(
      'POST /installed',
      z.strictObject({ platform: platformName, space: z.string().min(1), installed: z.boolean() }),
      (input) => {
        const { platform, space } = findSpace(platforms, input);
        platform.setInstalled(space.id, input.installed);
        return {};
      },
    ),
  ];
}

function connectionRoutes(platforms: readonly LocalPlatform[]): Route[] {
  const which = z.strictObject({ platform: platformName });
  const chosen = (name: z.output<typeof platformName>) => platforms.filter((each) => !name || each.name === name);
  return [
    route('GET /requests', which, ({ platform }) =>
      chosen(platform)
        .flatMap((each) => each.requests().map((request) => ({ platform: each.name, ...request })))
        .sort((one, other) => one.at - other.at),
    ),
    route('GET /connections', z.strictObject({}), () =>
      Object.fromEntries(platforms.map((each) => [each.name, each.connections()])),
    ),
    route('POST /drop', which, ({ platform }) => {
      for (const each of chosen(platform)) each.dropConnections();
      return {};
    }),
  ];
}

/** @returns each person once, with the platforms they are on */
function peopleOf(platforms: readonly LocalPlatform[]): { key: string; name: string; platforms: string[] }[] {
  const people = new Map<string, { key: string; name: string; platforms: string[] }>();
  for (const platform of platforms) {
    for (const { key, name } of platform.spaces().flatMap((space) => space.people)) {
      const person = people.get(key) ?? { key, name, platforms: [] };
      if (!person.platforms.includes(platform.name)) person.platforms.push(platform.name);
      people.set(key, person);
    }
  }
  return [...people.values()];
}

function timeOf(clock: SandboxClock): { now: string; local: string } {
  const now = Temporal.Instant.fromEpochMilliseconds(Math.round(clock.now()));
  return { now: now.toString(), local: now.toZonedDateTimeISO(ZONE).toString() };
}

function instantOf(text: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (cause) {
    throw new Refusal(400, `"to": "${text}" is no instant, such as 2027-06-12T17:00:00Z.`, cause);
  }
}

function later(now: number, forward: string): number {
  try {
    return Temporal.Instant.fromEpochMilliseconds(Math.round(now)).toZonedDateTimeISO(ZONE).add(forward)
      .epochMilliseconds;
  } catch (cause) {
    throw new Refusal(400, `"forward": "${forward}" is no duration, such as PT1H or P2D.`, cause);
  }
}

function isZone(zone: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC';
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
