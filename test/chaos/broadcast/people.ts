import { CannotDo } from '@samling/sandbox/contract.ts';
import type { Reader } from '../database.ts';
import { type Channel, HOME, OWNER, until, type World } from '../world.ts';

export const TITLE = 'Insekthotel';
const DRAFT_WITHIN_MS = 4_000;
const DRAFTS_MAX = 5;
const SENT_WITHIN_MS = 60_000;

/**
 * Makes a network of as many communities as there are channels.
 * @param owner the name of the space whose community administers it
 */
export async function makeNetwork(
  database: Pick<Reader, 'query'>,
  channels: readonly Channel[],
  owner: string,
): Promise<void> {
  const rows = channels.map(({ platform, space, id }) => ({ platform, ...space, channel: id }));
  await database.query(
    `WITH row AS (
       SELECT gen_random_uuid() AS community, *
       FROM jsonb_to_recordset($1) AS row(platform text, "externalId" text, name text, channel text)
     ),
     communities AS (INSERT INTO "Community" (id, name, "createdAt") SELECT community, name, now() FROM row),
     spaces AS (
       INSERT INTO "Space" ("communityId", platform, "externalId", name, "announcementChannel", "createdAt")
       SELECT community, platform, "externalId", name, channel, now() FROM row
     ),
     network AS (
       INSERT INTO "Network" ("ownerId", name, "createdAt")
       SELECT community, 'Alle', now() FROM row WHERE name = $2 RETURNING id
     ),
     topics AS (INSERT INTO "Topic" ("networkId", name, position) SELECT id, 'Nyt', 1 FROM network)
     INSERT INTO "NetworkMember" ("networkId", "communityId", accepts, "joinedAt")
     SELECT id, community, 'everything', now() FROM network, row`,
    [JSON.stringify(rows), owner],
  );
}

/** Makes a network, and the draft of an announcement to all of it. */
export async function prepare(world: World): Promise<void> {
  await makeNetwork(world.database, world.channels, HOME.space);
  await writeDraft(world);
}

/** Writes the draft of an announcement to the network. @throws Error when there is none in time */
export async function writeDraft({ sandbox }: Pick<World, 'sandbox'>): Promise<void> {
  // Words that would notify everybody if they were taken for mark-up.
  const options = { title: TITLE, text: 'Vi bygger et på lørdag, @everyone. <!channel> <@&1>', topic: 'Nyt' };
  for (let attempt = 0; attempt < DRAFTS_MAX; attempt += 1) {
    await sandbox.discord.command(OWNER, HOME, { name: 'announce write', options });
    // A machine that is busy answers too late; then somebody tries again, as people do.
    if (await until(() => draftOf(sandbox) !== undefined, DRAFT_WITHIN_MS)) return;
  }
  throw new Error('There is no draft.');
}

/** The author presses the button until it is sent. @throws Error when it is not in time */
export async function send({ sandbox, database }: World): Promise<void> {
  const done = await until(async () => {
    const sent = await database.query(`SELECT 1 FROM "Announcement" WHERE state = 'sent'`);
    if (sent.length > 0) return true;
    const draft = draftOf(sandbox);
    if (draft) await sandbox.discord.press(OWNER, draft, 'Send nu').catch(ignoreRefusal);
    return false;
  }, SENT_WITHIN_MS);
  if (!done) throw new Error('The announcement could not be sent.');
}

function draftOf(sandbox: World['sandbox']): string | undefined {
  const messages = sandbox.discord.channel(OWNER, HOME);
  return messages.find(({ buttons }) => buttons.some(({ label }) => label === 'Send nu'))?.id;
}

/** The button may be gone, or the bot is away. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof CannotDo)) throw error;
}
