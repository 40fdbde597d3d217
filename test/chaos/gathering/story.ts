import { networkSeed } from '../../../festival/seed.ts';
import type { Plan } from '../plan.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import { Gathering } from './gathering.ts';
import { judge } from './verdict.ts';

/**
 * A meetup with a waiting list in a Discord server and a Slack workspace that are one community, and an announcement to
 * two more: people answer on both sides while it is edited, announced, corrected, perhaps withdrawn, and reminded of.
 */
export const gathering: Story = {
  seed: () => networkSeed({ guilds: 2, teams: 2, channelsEach: 1, membersEach: 6 }),
  tell(world: World, plan: Plan) {
    const people = new Gathering(world, plan);
    return {
      prepare: () => people.prepare(),
      perform: (mischief) => people.perform(mischief),
      isQuiet: (letGo) => isQuiet(world, letGo),
      judge: () => judge(world, people),
    };
  },
};

/**
 * Every delivery has ended, every live card shows the truth, and nothing that is due waits.
 * @param letGo cards that an edit from before may have changed have been looked at since
 */
export async function isQuiet({ database }: Pick<World, 'database'>, letGo = new Date(0)): Promise<boolean> {
  const [row] = await database.query<{ left: number }>(
    `SELECT ((SELECT count(*) FROM "Delivery" WHERE state = 'pending')
           + (SELECT count(*) FROM "Placement" WHERE message IS NOT NULL AND NOT gone
              AND (shown < changes OR ("unsureUntil" IS NOT NULL AND "editedAt" < $1)))
           + (SELECT count(*) FROM "Announcement" WHERE "underWay")
           + (SELECT count(*) FROM "Occurrence" WHERE "tellAt" IS NOT NULL)
           + (SELECT count(*) FROM "Reminder" WHERE "doneAt" IS NULL AND "dueAt" <= now()))::int AS left`,
    [letGo],
  );
  return row?.left === 0;
}
