import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { type Platform, SendError, type SendOutcome, type Sought } from '../../src/chat/platform.ts';
import {
  channelId,
  groupId,
  PLACE,
  Script,
  type SlackWorld,
  startSlackWorld,
  TEAM,
  textCard,
  userId,
} from './slack-world.ts';

const here = { space: TEAM, channel: channelId('arrangementer') };
const since = () => Date.now() - 5_000;

let world: SlackWorld;
let bot: Platform;
let serial = 0;
let key = '';

beforeAll(async () => {
  world = await startSlackWorld();
  bot = await world.bot(new Script());
});
beforeEach(() => {
  serial += 1;
  key = `delivery-${serial}`;
});
afterAll(() => world.stop());

/** Outcome of a request, also of one that failed. */
async function outcome(work: Promise<unknown>): Promise<SendOutcome> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SendError) return error.outcome;
  throw new Error('It did not fail as a SendError.', { cause: error });
}

/** Does something while a fault stands. */
async function during<T>(fault: Parameters<SlackWorld['fault']>[0], work: () => Promise<T>): Promise<T> {
  const id = world.fault(fault);
  try {
    return await work();
  } finally {
    world.removeFault(id);
  }
}

const posted = () => world.local.requests().filter(({ path }) => path === 'chat.postMessage').length;
const organiser: Card = {
  body: [
    {
      type: 'text',
      text: [
        { type: 'account', account: { platform: 'slack', tenant: TEAM, id: userId('bent') } },
        ' og ',
        { type: 'role', id: groupId('arrangører') },
      ],
    },
  ],
};

describe('posting on Slack', () => {
  it('gives back where the message is, and an edit changes it there', async () => {
    const ref = await bot.post(here, textCard('Brætspil'), key);
    expect(ref).toMatchObject(here);
    expect(world.last('bent')).toMatchObject({ text: 'Brætspil', fromBot: true, onlyYou: false });
    await bot.edit(ref, textCard('Brætspil, nu med kage'));
    expect(world.last('bent').text).toBe('Brætspil, nu med kage');
  });

  it('notifies nobody whom the card names, neither new nor edited', async () => {
    const ref = await bot.post(here, organiser, key);
    expect(world.last('bent').text).toMatch(/^Bent og @\S+$/);
    await bot.edit(ref, organiser);
    expect(world.last('bent')).toMatchObject({ pinged: [] });
    expect(JSON.stringify(world.last('bent').raw)).toContain(`<@${userId('bent')}>`);
  });

  it.each([
    '*fed* _kursiv_ ~streg~ `kode`',
    '> citat\n- liste\n1. en\n2. to',
    'Kaffe & kage <3 &amp; &lt;b&gt;',
    '<!channel> <@U1|Bent> <#C1> @here @everyone',
    ':tada: kl. 18:30:15',
    'Se https://ra.dk/p?a=1&b=2 eller skriv til a@ra.dk',
  ])('shows people’s words as they wrote them and notifies nobody: %s', async (text) => {
    await bot.post(here, { heading: text, body: [{ type: 'text', text: ['Note: ', text] }] }, key);
    const line = text.replace(/\s+/g, ' ');
    expect([`${line}\nNote: ${text}`, `${text}\nNote: ${text}`]).toContain(world.last('bent').text);
    expect(world.last('bent').pinged).toEqual([]);
  });

  it.each(['Hvornår', 'Hvornår *ca.*'])('shows a time in the zone of each reader, after "%s"', async (label) => {
    const at = Date.UTC(2027, 2, 4, 18);
    const when = { type: 'time' as const, at, show: 'time' as const, fallback: 'kl. 19' };
    await bot.post(here, { body: [{ type: 'fields', fields: [{ label, value: when }] }] }, key);
    expect(world.last('bent').text).toMatch(/: 19[.:]00$/);
    expect(world.last('emma').text).toMatch(/: 18:00$/);
  });

  it('reaches a person directly', async () => {
    const target = { space: TEAM, account: userId('emma') };
    const ref = await bot.post(target, textCard('Om en time'), key);
    expect(world.local.directMessages('emma').at(-1)?.text).toBe('Om en time');
    expect(await bot.find(target, key, { since: since() })).toEqual(ref);
  });
});

describe('finding a message again on Slack', () => {
  it('after its answer was lost gives the message, so that it is not posted twice', async () => {
    const before = posted();
    const lost = await during({ on: '^chat\\.postMessage$', times: 1, does: { kind: 'lose' } }, () =>
      outcome(bot.post(here, textCard('Tabt svar'), key)),
    );
    expect(lost).toEqual({ kind: 'unknown' });
    expect(posted()).toBe(before + 1);
    const found = await bot.find(here, key, { since: since() });
    expect(found?.message).toBe(world.last('bent').id);
    await bot.edit(found ?? { ...here, message: '' }, textCard('Fundet igen'));
    expect(world.last('bent').text).toBe('Fundet igen');
  });

  it('after it never arrived gives nothing', async () => {
    const dropped = await during({ on: '^chat\\.postMessage$', times: 1, does: { kind: 'drop' } }, () =>
      outcome(bot.post(here, textCard('Kom aldrig frem'), key)),
    );
    expect(dropped).toEqual({ kind: 'unknown' });
    expect(await bot.find(here, key, { since: since() })).toBeNull();
  });

  it('looks through more than one page', async () => {
    const ref = await bot.post(here, textCard('Først'), key);
    for (let count = 0; count < 205; count += 1) await world.local.say('bent', PLACE, `snak ${count}`);
    expect(await bot.find(here, key, { since: since() })).toEqual(ref);
  });
});

describe('for an app that is shown fifteen messages at a time', () => {
  const looks = (slow: SlackWorld) => slow.local.requests().filter(({ path }) => path === 'conversations.history');
  /** As the outbox does: again and again, each time with how far it came. */
  async function search(slow: SlackWorld, platform: Platform, sought: Sought): Promise<string | undefined> {
    let searched: string | undefined;
    for (;;) {
      try {
        return (await platform.find(here, 'slow', { ...sought, searched }))?.message;
      } catch (error) {
        if (!(error instanceof SendError) || error.outcome.kind !== 'wait') throw error;
        searched = error.searched ?? searched;
        expect(looks(slow).length).toBeLessThan(20);
      }
    }
  }

  it('a message is found however much was said since, and no page is read twice', async () => {
    const slow = await startSlackWorld({ history: { everyMs: 1, most: 15 } });
    try {
      const platform = await slow.bot(new Script());
      const began = Date.now();
      const ref = await platform.post(here, textCard('Længe siden'), 'slow');
      for (let count = 0; count < 40; count += 1) await slow.local.say('bent', PLACE, `snak ${count}`);
      const does = { kind: 'refuse' as const, status: 429, retryAfterMs: 60_000 };
      for (const after of [1, 2]) slow.fault({ on: '^conversations\\.history$', after, times: 1, does });
      expect(await search(slow, platform, { since: began, until: Date.now() })).toBe(ref.message);
      const read = looks(slow).filter(({ status }) => status === 200);
      expect(read).toHaveLength(3);
      const ends = read.map(({ body }) => Number((body as Record<string, string>).latest));
      expect(ends).toEqual([...ends].sort((one, other) => other - one));
      expect(new Set(ends).size).toBe(3);
    } finally {
      await slow.stop();
    }
  });

  it('what was said long before and long after is not read', async () => {
    await world.local.say('bent', PLACE, 'i dag');
    const before = looks(world).length;
    const day = 24 * 60 * 60_000;
    expect(await bot.find(here, key, { since: Date.now() - day, until: Date.now() - day + 1_000 })).toBeNull();
    expect(looks(world).slice(before)).toHaveLength(1);
    const { oldest, latest } = (looks(world).at(-1)?.body ?? {}) as Record<string, string>;
    expect(Number(latest) - Number(oldest)).toBeLessThan(10 * 60);
  });
});

describe('a message that does not get through on Slack', () => {
  it.each([
    ['channel_not_found', { kind: 'never', reason: 'channel-unseen', detail: 'channel_not_found' }],
    ['restricted_action', { kind: 'never', reason: 'no-access', detail: 'restricted_action' }],
    ['internal_error', { kind: 'unknown' }],
  ])('tells why: %s', async (error, expected) => {
    const fault = { on: '^chat\\.postMessage$', times: 1, does: { kind: 'refuse' as const, error } };
    expect(await during(fault, () => outcome(bot.post(here, textCard('x'), key)))).toEqual(expected);
  });

  it('waits as long as Slack says', async () => {
    const does = { kind: 'refuse' as const, status: 429, error: 'ratelimited', retryAfterMs: 7000 };
    const before = posted();
    expect(
      await during({ on: '^chat\\.postMessage$', times: 1, does }, () => outcome(bot.post(here, textCard('x'), key))),
    ).toEqual({ kind: 'wait', forMs: 7000 });
    expect(posted()).toBe(before + 1);
  });

  it('was surely not sent when only the names for it could not be asked', async () => {
    const maja: Card = {
      body: [{ type: 'text', text: { type: 'account', account: { platform: 'slack', tenant: TEAM, id: 'U0NOBODY' } } }],
    };
    const failed = await during({ on: '^users\\.info$', does: { kind: 'drop' } }, () =>
      outcome(bot.post(here, maja, key)),
    );
    expect(failed).toEqual({ kind: 'not-sent' });
  });

  it('says that direct messages are closed', async () => {
    world.local.setPerson('bent', { directMessagesClosed: true });
    const target = { space: TEAM, account: userId('bent') };
    expect(await outcome(bot.post(target, textCard('x'), key))).toMatchObject({ reason: 'direct-messages-closed' });
    world.local.setPerson('bent', { directMessagesClosed: false });
  });

  it('does not take a person that Slack does not find for one who left', async () => {
    const nobody = { space: TEAM, account: 'U0NOBODY' };
    expect(await outcome(bot.post(nobody, textCard('x'), key))).toMatchObject({ reason: 'direct-messages-closed' });
    const sought = { since: Date.now() };
    expect(await outcome(bot.find(nobody, key, sought))).toMatchObject({ reason: 'direct-messages-closed' });
  });

  it('says that a message is gone, or that the workspace is another', async () => {
    expect(await outcome(bot.edit({ ...here, message: '1.000001' }, textCard('x')))).toMatchObject({
      reason: 'message-gone',
    });
    expect(await outcome(bot.post({ ...here, space: 'T0OTHER' }, textCard('x'), key))).toMatchObject({
      reason: 'space-gone',
    });
  });

  it('may still come when it was an edit whose answer is lost', async () => {
    const ref = await bot.post(here, textCard('x'), key);
    const failed = await during({ on: '^chat\\.update$', times: 1, does: { kind: 'lose' } }, () =>
      outcome(bot.edit(ref, textCard('y'))),
    );
    expect(failed).toEqual({ kind: 'unknown' });
  });
});

describe('what Slack tells of a workspace', () => {
  it('has its name', async () => {
    expect(await bot.describeSpace(TEAM)).toEqual({ name: PLACE.space });
  });

  it('has channels by their names', async () => {
    expect(await bot.channelName(TEAM, channelId('arrangementer'))).toBe('arrangementer');
    expect(await bot.channelName(TEAM, 'C0NOTHING')).toBeNull();
  });

  it('says which channels can be posted in', async () => {
    expect(await bot.cannotPost(TEAM, channelId('arrangementer'))).toBeNull();
    expect(await bot.cannotPost(TEAM, channelId('bestyrelsen'))).not.toBeNull();
    expect(await bot.cannotPost(TEAM, 'C0NOTHING')).toBe('channel-unseen');
    const { channel } = await bot.post({ space: TEAM, account: userId('emma') }, textCard('Hej'), 'to emma');
    expect(await bot.cannotPost(TEAM, channel)).toBe('no-channel');
  });
});

it('keeps people’s words and the token out of the log', () => {
  expect(world.logged.join()).not.toMatch(/Brætspil|xoxb|xapp/);
});
