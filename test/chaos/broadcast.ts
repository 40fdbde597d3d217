import { CannotDo } from '../../src/sandbox/contract.ts';
import { MEETUP_CHANNEL, OWNER, until, type World } from './world.ts';

const TITLE = 'Insekthotel';
const DRAFT_WITHIN_MS = 4_000;
const DRAFTS_MAX = 5;
const PUBLISHED_WITHIN_MS = 60_000;
const HOME = { space: 'Forening 1', channel: MEETUP_CHANNEL };

/** Makes one community of all spaces, each with its channel, and a draft that is to be shown in all of them. */
export async function prepare({ sandbox, database, channels }: World): Promise<void> {
  const rows = channels.map(({ platform, space, id }) => ({ platform, ...space, channel: id }));
  await database.query(
    `WITH community AS (INSERT INTO "Community" (name, "createdAt") VALUES ('Alle', now()) RETURNING id)
     INSERT INTO "Space" ("communityId", platform, "externalId", name, "meetupChannel", "createdAt")
     SELECT community.id, platform, "externalId", name, channel, now()
     FROM community, jsonb_to_recordset($1) AS row(platform text, "externalId" text, name text, channel text)`,
    [JSON.stringify(rows)],
  );
  const options = { title: TITLE, when: 'om 3 dage kl. 11-14', where: 'Naturskolen' };
  for (let attempt = 0; attempt < DRAFTS_MAX; attempt += 1) {
    await sandbox.discord.command(OWNER, HOME, { name: 'meetup create', options });
    // A machine that is busy answers too late; then somebody tries again, as people do.
    if (await until(() => draftOf(sandbox) !== undefined, DRAFT_WITHIN_MS)) return;
  }
  throw new Error('There is no draft.');
}

/** Somebody presses the button until it is done. @throws Error when it is not in time */
export async function broadcast({ sandbox, database }: World): Promise<void> {
  const done = await until(async () => {
    const published = await database.query(`SELECT 1 FROM "Meetup" WHERE state = 'published'`);
    if (published.length > 0) return true;
    const draft = draftOf(sandbox);
    if (draft) await sandbox.discord.press(OWNER, draft, 'Slå op').catch(ignoreRefusal);
    return false;
  }, PUBLISHED_WITHIN_MS);
  if (!done) throw new Error('The meetup could not be published.');
}

function draftOf(sandbox: World['sandbox']): string | undefined {
  const messages = sandbox.discord.channel(OWNER, HOME);
  return messages.find(({ buttons }) => buttons.some(({ label }) => label === 'Slå op'))?.id;
}

/** The button may be gone, or the bot is away. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof CannotDo)) throw error;
}
