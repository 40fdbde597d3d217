import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JournalledClock } from '@samling/sandbox/clock.ts';
import { Faults } from '@samling/sandbox/faults.ts';
import { memoryJournal, openJournal, partOf } from '@samling/sandbox/journal.ts';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { crowdSeed, festivalSeed, networkSeed } from '../../festival/seed.ts';

describe('the journal', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    file = join(folder, 'below', 'sandbox.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives back the newest value of each key, in order of first appearance, without what was removed', () => {
    const journal = openJournal(file);
    journal.write('message', '1', { text: 'Hej' });
    journal.write('message', '2', { text: 'væk' });
    journal.write('member', '1', ['Frivillig']);
    journal.write('message', '1', { text: 'Hej igen 🎉' });
    journal.write('message', '2', undefined);
    const kept = [
      { kind: 'message', key: '1', value: { text: 'Hej igen 🎉' } },
      { kind: 'member', key: '1', value: ['Frivillig'] },
    ];
    expect(journal.load()).toEqual(kept);
    journal.close();
    expect(openJournal(file).load()).toEqual(kept);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(kept.length + 1);
  });

  it('has a value in the file before the write returns', () => {
    openJournal(file).write('message', '1', 'Søren');
    expect(readFileSync(file, 'utf8')).toBe('{"kind":"message","key":"1","value":"Søren"}\n');
  });

  it('drops a last line that was torn when the process died', () => {
    openJournal(file).write('message', '1', 'hel');
    appendFileSync(file, '{"kind":"message","key":"2","val');
    const journal = openJournal(file);
    journal.write('message', '3', 'ny');
    expect(journal.load().map((entry) => entry.value)).toEqual(['hel', 'ny']);
  });

  it('refuses a file that is damaged elsewhere, naming the line', () => {
    openJournal(file).write('message', '1', 'hel');
    appendFileSync(file, 'støj\n');
    expect(() => openJournal(file)).toThrow('line 2');
  });

  it('keeps the kinds of two owners apart', () => {
    const journal = memoryJournal();
    partOf(journal, 'discord').write('message', '1', 'på Discord');
    partOf(journal, 'slack').write('message', '1', 'på Slack');
    expect(partOf(journal, 'slack').load()).toEqual([{ kind: 'message', key: '1', value: 'på Slack' }]);
  });

  it('in memory keeps values as they were when they were written', () => {
    const journal = memoryJournal();
    const value = { text: 'før' };
    journal.write('message', '1', value);
    value.text = 'efter';
    expect(journal.load()[0]?.value).toEqual({ text: 'før' });
  });
});

describe('the clock', () => {
  it('lives at the same time of day when the sandbox starts again', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const journal = memoryJournal();
    const midsummer = Date.UTC(2027, 5, 23, 16);
    new JournalledClock(journal).set(midsummer);
    vi.setSystemTime(Date.now() + 5_000);
    expect(new JournalledClock(journal).now()).toBe(midsummer + 5_000);
  });

  it('sets the clock it was given along, and tells its listeners until they leave', () => {
    const bot = { now: () => 0, set: (instant: number) => told.push(['bot', instant]) };
    const told: unknown[] = [];
    const clock = new JournalledClock(memoryJournal(), bot);
    const leave = clock.onSet((now) => told.push(['listener', now]));
    clock.set(1000);
    leave();
    clock.set(2000);
    expect(told).toEqual([
      ['bot', 1000],
      ['listener', 1000],
      ['bot', 2000],
    ]);
  });
});

describe('faults', () => {
  const refuse = { kind: 'refuse', status: 500 } as const;

  it('strike as often as they say, after what they let through', () => {
    const faults = new Faults();
    faults.add({ id: 'x', platform: 'discord', on: '^POST /channels/', after: 1, times: 2, does: refuse });
    const struck = Array.from({ length: 4 }, () => faults.strike('discord', 'POST /channels/1/messages')?.id);
    expect(struck).toEqual([undefined, 'x', 'x', undefined]);
    expect(faults.list()).toMatchObject([{ id: 'x', struck: 2 }]);
  });

  it('leave alone other requests and the other platform', () => {
    const faults = new Faults();
    faults.add({ platform: 'discord', on: '^POST', does: refuse });
    expect(faults.strike('discord', 'GET /gateway/bot')).toBeUndefined();
    expect(faults.strike('slack', 'POST')).toBeUndefined();
  });

  it('come one after the other, in order of arrival', () => {
    const faults = new Faults();
    faults.add({ id: 'first', platform: 'slack', on: 'chat', times: 1, does: { kind: 'lose' } });
    faults.add({ id: 'second', platform: 'slack', on: 'chat.postMessage', does: refuse });
    const struck = Array.from({ length: 2 }, () => faults.strike('slack', 'chat.postMessage')?.id);
    expect(struck).toEqual(['first', 'second']);
  });

  it('hold a request until they are removed', async () => {
    const faults = new Faults();
    const { id } = faults.add({ platform: 'slack', on: '.', times: 1, does: { kind: 'hold' } });
    const held = faults.strike('slack', 'chat.postMessage');
    const events: string[] = [];
    const released = held && faults.released(held).then(() => events.push('released'));
    await Promise.resolve();
    events.push('removed');
    expect(faults.remove(id)).toBe(true);
    await released;
    expect(events).toEqual(['removed', 'released']);
  });
});

describe('the seeds', () => {
  const ids = (value: unknown): string[] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([name, inner]) =>
          name === 'id' && typeof inner === 'string' ? [inner] : ids(inner),
        )
      : [];

  it('have ids of the platforms’ form that are the same each time, each used once', () => {
    const { discord, slack } = networkSeed({ guilds: 100, teams: 20 });
    // The role "@everyone" has its server's id, on Discord too.
    for (const guild of discord.guilds) guild.roles = guild.roles.filter(({ id }) => id !== guild.id);
    const [snowflakes, others] = [ids(discord), ids(slack)];
    expect(snowflakes.filter((id) => !/^\d{18,19}$/.test(id))).toEqual([]);
    expect(others.filter((id) => !/^[ATCUS]0[0-9A-Z]{9}$/.test(id))).toEqual([]);
    expect(new Set(snowflakes).size).toBe(snowflakes.length);
    expect(new Set(others).size).toBe(others.length);
    expect(ids(festivalSeed())).toEqual(ids(festivalSeed()));
  });

  it('keep the ids of the festival when guests come', () => {
    const [festival, crowd] = [new Set(ids(festivalSeed())), new Set(ids(crowdSeed(50)))];
    expect(festival.isSubsetOf(crowd)).toBe(true);
    expect(crowd.size - festival.size).toBe(100);
  });

  it('give members only roles, and guilds only owners, that exist', () => {
    const { users, guilds } = crowdSeed(3).discord;
    for (const guild of guilds) {
      const roles = guild.roles.map((role) => role.name);
      const keys = guild.members.map((member) => member.key);
      expect(guild.members.flatMap((member) => member.roles).filter((role) => !roles.includes(role))).toEqual([]);
      expect(users.map((user) => user.key)).toEqual(expect.arrayContaining(keys));
      expect(keys).toContain(guild.ownerKey);
    }
  });
});
