import type { Seed } from '@samling/sandbox/contract.ts';
import { networkSeed } from '../../../festival/seed.ts';
import type { Plan } from '../plan.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import { prepare, send } from './people.ts';
import { BROADCAST_CHANNELS } from './plan.ts';
import { judge } from './verdict.ts';

const WORKSPACES = 20;

/** One announcement to 40 Discord servers and 20 Slack workspaces with a channel each. */
export const broadcast: Story = {
  seed,
  tell: (world, plan) => ({
    prepare: () => prepare(world),
    perform: () => send(world),
    isQuiet: () => isQuiet(world),
    judge: () => judge(world, plan),
  }),
};

function seed({ closed }: Plan): Seed {
  const guilds = BROADCAST_CHANNELS - WORKSPACES;
  const made = networkSeed({ guilds, teams: WORKSPACES, channelsEach: 1, membersEach: 1 });
  const channels: { kind: string }[] = [];
  for (const space of [...made.discord.guilds, ...made.slack.teams]) channels.push(...space.channels);
  for (const number of closed) {
    const channel = channels[number];
    if (channel) channel.kind = 'private';
  }
  return made;
}

/** Every delivery has ended, and every live card shows the truth. */
async function isQuiet({ database }: World): Promise<boolean> {
  const [row] = await database.query<{ ended: number; open: number; stale: number; counting: number }>(
    `SELECT (SELECT count(*) FROM "Delivery" WHERE "doneAt" IS NOT NULL)::int AS ended,
            (SELECT count(*) FROM "Delivery" WHERE state = 'pending')::int AS open,
            (SELECT count(*) FROM "Placement" WHERE shown < changes AND message IS NOT NULL AND NOT gone)::int AS stale,
            (SELECT count(*) FROM "Announcement" WHERE "underWay")::int AS counting`,
  );
  return row !== undefined && row.ended >= BROADCAST_CHANNELS && row.open + row.stale + row.counting === 0;
}
