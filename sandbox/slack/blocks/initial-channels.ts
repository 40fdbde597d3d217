import type { Team } from '../directory.ts';
import type { Json } from '../json.ts';
import { refusalOf } from '../refusal.ts';
import { elementsOf } from './values.ts';

/**
 * A menu of channels can begin with a public one alone: "the ID of any valid public channel to be pre-selected",
 * https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#channels_select
 * @param error what the method says of blocks that are wrong
 * @throws {Refusal}
 */
export function assertInitialChannels(blocks: readonly Json[], team: Team, error: string): void {
  const chosen = elementsOf(blocks).flatMap(({ element: { initial_channel: one, initial_channels: several } }) => [
    ...(one === undefined ? [] : [one]),
    ...(Array.isArray(several) ? several : []),
  ]);
  const isPublic = (id: unknown) => team.channels.some((channel) => channel.id === id && channel.kind === 'public');
  const wrong = chosen.filter((id) => !isPublic(id));
  if (wrong.length > 0) throw refusalOf(error, [`invalid initial channel: ${wrong.join(', ')}`]);
}
