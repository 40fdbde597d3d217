import { escaped } from './blocks/normalise.ts';
import type { Team } from './directory.ts';

/**
 * Text after a command, as the app gets it. The three control characters come as entities, as in messages (no page says
 * so of commands, and to decode them is harmless where they do not).
 * @param withIds what the app's manifest says in `should_escape`: channels, people, groups and addresses are marked up
 * See https://docs.slack.dev/interactivity/implementing-slash-commands/#defining_slash_command
 */
export function typedText(text: string, team: Team, withIds: boolean): string {
  const safe = escaped(text.trim());
  if (!withIds) return safe;
  const names = new Map<string, string>([
    ...team.channels
      .filter(({ kind }) => kind !== 'direct')
      .map((channel) => [`#${channel.name}`, channelTag(channel)]),
    ...team.people.flatMap(({ id, key, name }) => [`@${key}`, `@${name}`].map((typed) => [typed, `<@${id}|${key}>`])),
    ...team.groups.flatMap(({ id, handle, name }) =>
      [`@${handle}`, `@${name}`].map((typed) => [typed, `<!subteam^${id}|@${handle}>`]),
    ),
    ...['here', 'channel', 'everyone'].map((range) => [`@${range}`, `<!${range}>`]),
  ] as [string, string][]);
  const longestFirst = [...names.keys()].sort((one, other) => other.length - one.length).map(RegExp.escape);
  const known = new RegExp(
    `https?://[^\\s<>]+|(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}-])`,
    'giu',
  );
  const byLowerCase = new Map([...names].map(([typed, tag]) => [typed.toLowerCase(), tag]));
  return safe.replaceAll(known, (typed) => byLowerCase.get(typed.toLowerCase()) ?? `<${typed}>`);
}

/** Private channels come without their name. */
function channelTag({ id, name, kind }: Team['channels'][number]): string {
  return `<#${id}|${kind === 'private' ? '' : name}>`;
}
