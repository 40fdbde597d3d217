import { CannotDo, type SeenMessage } from '@samling/sandbox/contract.ts';
import { TITLE as ANNOUNCED } from '../broadcast/people.ts';
import { HOME, OWNER, until, type World } from '../world.ts';

export const TITLE = 'Fællesspisning';
const CORRECTED = `${ANNOUNCED} kl. 19`;
/** Whole days ahead, so that "in 4 days" is not about to become another. */
const DAYS_AHEAD = 4.5;
const SHOWN_WITHIN_MS = 4_000;
const DONE_WITHIN_MS = 60_000;

/** Makes the meetup, until its cards hang in both places. @throws Error when they do not in time */
export async function publish(world: World): Promise<void> {
  const day = new Date(Date.now() + DAYS_AHEAD * 86_400_000).toISOString();
  const options = { title: TITLE, when: `${day.slice(0, 10)} ${day.slice(11, 16)}`, where: 'Salen', capacity: '3' };
  await insist('published', async () => {
    const cards = `SELECT 1 FROM "Placement" p JOIN "Occurrence" o ON o.id = p."subjectId" WHERE p.message IS NOT NULL`;
    if ((await world.database.query(cards)).length === 2) return true;
    if (await has(world, `SELECT 1 FROM "Meetup" WHERE state = 'published'`)) return false;
    const draft = await showing(world, 'Slå op', () => command(world, 'meetup create', options));
    if (draft) await world.sandbox.discord.press(OWNER, draft.id, 'Slå op');
    return false;
  });
}

/** Changes the meetup by the command, and waits a while for it to be so. */
export async function edit(world: World, change: { where: string } | { capacity: string }): Promise<void> {
  const [[name = '', value = ''] = []] = Object.entries(change);
  await once(() => command(world, 'meetup edit', { meetup: TITLE, [name]: value }));
  const column = name === 'where' ? 'place' : 'capacity';
  await until(() => has(world, `SELECT 1 FROM "Meetup" WHERE ${column}::text = $1`, [value]), SHOWN_WITHIN_MS);
}

/** Corrects the announcement, until a second revision is shown. @throws Error when it is not in time */
export function correct(world: World): Promise<void> {
  return insist('corrected', async () => {
    if (await has(world, `SELECT 1 FROM "Announcement" WHERE shown >= 2`)) return true;
    const opened = await open(world, 'Ret opslaget');
    if (!opened) return false;
    const { form } = await world.sandbox.discord.press(OWNER, opened.id, 'Ret opslaget');
    const values = { title: CORRECTED, text: 'Vi begynder en time senere.' };
    if (!form) return false;
    const submit = () => world.sandbox.discord.submit(OWNER, form.id, values);
    const shown = await showing(world, 'Ja, ret opslaget', submit);
    if (shown) await world.sandbox.discord.press(OWNER, shown.id, 'Ja, ret opslaget');
    return until(() => has(world, `SELECT 1 FROM "Announcement" WHERE shown >= 2`), SHOWN_WITHIN_MS);
  });
}

/** Withdraws the announcement. @throws Error when it is not in time */
export function withdraw(world: World): Promise<void> {
  return insist('withdrawn', async () => {
    if (await has(world, `SELECT 1 FROM "Announcement" WHERE state = 'withdrawn'`)) return true;
    const opened = await open(world, 'Træk tilbage');
    if (!opened) return false;
    const sure = await showing(world, 'Ja, træk det tilbage', () =>
      world.sandbox.discord.press(OWNER, opened.id, 'Træk tilbage'),
    );
    if (sure) await world.sandbox.discord.press(OWNER, sure.id, 'Ja, træk det tilbage');
    return until(() => has(world, `SELECT 1 FROM "Announcement" WHERE state = 'withdrawn'`), SHOWN_WITHIN_MS);
  });
}

/** Opens the announcement from the list. @returns the message with that button */
async function open(world: World, button: string): Promise<SeenMessage | undefined> {
  const list = await newest(world, hasMenu, () => command(world, 'announce list', {}));
  const [menu] = list?.menus ?? [];
  const [option] = menu?.options ?? [];
  if (!list || !menu || !option) return undefined;
  return showing(world, button, () => world.sandbox.discord.choose(OWNER, list.id, menu.id, [option.value]));
}

const hasMenu = ({ menus }: SeenMessage) => menus.some(({ options }) => options.length > 0);

/** Does something, and waits a while for a message with that button that only its reader sees. */
function showing(world: World, button: string, act: () => Promise<unknown>): Promise<SeenMessage | undefined> {
  return newest(world, ({ buttons }) => buttons.some(({ label }) => label === button), act);
}

async function newest(
  { sandbox }: World,
  fits: (message: SeenMessage) => boolean,
  act: () => Promise<unknown>,
): Promise<SeenMessage | undefined> {
  const find = () => sandbox.discord.channel(OWNER, HOME).findLast((message) => message.onlyYou && fits(message));
  const before = find();
  await once(act);
  const changed = () => {
    const found = find();
    return found !== undefined && (found.id !== before?.id || found.editedAt !== before.editedAt);
  };
  await until(changed, SHOWN_WITHIN_MS);
  return find();
}

function command({ sandbox }: World, name: string, options: Record<string, string>) {
  return sandbox.discord.command(OWNER, HOME, { name, options });
}

async function has({ database }: World, query: string, values: readonly unknown[] = []): Promise<boolean> {
  return (await database.query(query, values)).length > 0;
}

/** Tries again and again, as people do, until it is done. @throws Error when it is not in time */
async function insist(what: string, attempt: () => Promise<boolean>): Promise<void> {
  const done = await until(async () => (await once(attempt)) === true, DONE_WITHIN_MS);
  if (!done) throw new Error(`It could not be ${what}.`);
}

/** Does what a person may find they cannot do: a button is gone, the bot is away. */
export async function once<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof CannotDo) return undefined;
    throw error;
  }
}
