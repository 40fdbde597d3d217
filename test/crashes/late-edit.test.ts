import { expect, test } from 'vitest';
import { startFestival } from '../../festival/index.ts';
import { freshDatabase } from '../database/harness.ts';
import { links, Person, PLATFORMS, publishes } from '../scenarios/world.ts';
import { eventually } from '../waiting.ts';
import { connectedTo, startProcess } from './bot-process.ts';

const EDIT = { discord: '^PATCH /channels/\\d+/messages/', slack: '^chat\\.update$' } as const;
const title = 'Insekthotel';

test('an edit that comes after its process was killed and after a newer one does not stay, on both platforms', async () => {
  const [sandbox, database] = await Promise.all([startFestival({ unlimited: true }), freshDatabase()]);
  const start = () =>
    startProcess({
      DATABASE_URL: database.url,
      ...connectedTo(sandbox),
    });
  const person = (platform: 'discord' | 'slack', part: string) => new Person(sandbox, platform, part);
  const show = (words: string) =>
    eventually(async () => {
      for (const platform of PLATFORMS)
        expect((await person(platform, 'member').card(title)).text, platform).toContain(words);
    });
  let bot = await start();
  try {
    await links({ person });
    await publishes(person('discord', 'organiser'), { title, when: 'på lørdag kl. 11-14', where: 'Naturskolen' });
    await show('Naturskolen');
    for (const platform of PLATFORMS)
      sandbox.addFault({ platform, on: EDIT[platform], times: 1, does: { kind: 'hold' } });
    await person('discord', 'organiser').uses('meetup edit', { meetup: title, where: 'Hos Maja, Skolevej 7' });
    await eventually(() => expect(sandbox.faults().map(({ struck }) => struck)).toEqual([1, 1]));
    await bot.kill();

    bot = await start();
    await person('discord', 'organiser').uses('meetup edit', { meetup: title, where: 'Skolens hal' });
    await show('Skolens hal');
    // Both requests had left the bot that was killed.
    for (const { id } of sandbox.faults()) sandbox.removeFault(id);
    for (const platform of PLATFORMS)
      await eventually(() => {
        const late = sandbox[platform].requests().filter(({ fault }) => fault === 'hold');
        expect(late).toMatchObject([{ status: 200 }]);
        expect(JSON.stringify(late)).toContain('Skolevej 7');
      });
    await show('Skolens hal');
  } finally {
    await bot.stop();
    await sandbox.stop();
    await database.drop();
  }
});
