import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CopyGroup } from '../../src/announcements/copies/store.ts';
import { elsewhere } from '../../src/announcements/destinations/rules.ts';
import { progressCard, type Results } from '../../src/announcements/progress-card.ts';
import {
  approvalsMissing,
  approvalsNeeded,
  audienceOf,
  barOf,
  type Candidate,
  platformsOf,
  secondsLeft,
  sizeOf,
  totalOf,
} from '../../src/announcements/rules.ts';
import type { Announcement } from '../../src/announcements/store.ts';
import { asSeen } from '../../src/chat/as-seen.ts';
import { speaker } from '../../src/chat/say.ts';
import { isImage, readLink, shownLink } from '../../src/chat/web-address.ts';
import { asCommunityId } from '../../src/communities/ids.ts';
import {
  ACCEPTANCES,
  type Acceptance,
  acceptanceOf,
  asksAnybody,
  namesApart,
  readTopics,
} from '../../src/communities/networks/rules.ts';

const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      accepts: fc.constantFrom(...ACCEPTANCES),
      spaces: fc.array(
        fc.record({
          platform: fc.constantFrom('discord', 'slack'),
          channel: fc.option(fc.constantFrom('a', 'b')),
          crosspost: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map(({ accepts, spaces }, index) => ({
      community: `c${index}`,
      accepts,
      spaces: spaces.map((space, nth) => ({ ...space, id: `s${index}-${nth}` })),
    })),
  );

test('who is asked is shown where somebody of the community is: to accept, or to approve', () => {
  const [id, elsewhere] = [asCommunityId('c'), asCommunityId('d')];
  const asks = (
    approval: boolean,
    member: Partial<{ accepts: Acceptance; choice: Acceptance; owner: typeof id }> | null,
  ) => {
    const { accepts = 'everything', choice, owner } = member ?? {};
    return asksAnybody({
      approves: approval,
      community: id,
      membership: member && {
        accepts,
        choices: choice ? { t: choice } : {},
        network: { owner: owner ?? elsewhere, approval: owner !== undefined },
      },
    });
  };
  expect([asks(false, {}), asks(false, null), asks(false, { accepts: 'nothing', owner: elsewhere })]).toEqual([
    false,
    false,
    false,
  ]);
  const asked = [
    asks(true, null),
    asks(true, {}),
    asks(false, { accepts: 'ask' }),
    asks(false, { choice: 'ask' }),
    asks(false, { owner: id }),
  ];
  expect(asked).toEqual([true, true, true, true, true]);
});

describe('the audience', () => {
  test('is sent to those who accept everything, asks those who want to be asked, and leaves the others alone', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const { targets, asked, refusing } = audienceOf(all);
        const accepting = (id: string) => all.find(({ community }) => community === id)?.accepts;
        for (const { community } of targets) expect(accepting(community)).toBe('everything');
        for (const community of asked) expect(accepting(community)).toBe('ask');
        expect(refusing).toBe(all.filter(({ accepts }) => accepts === 'nothing').length);
      }),
    );
  });

  test('has each channel of a space once, and counts what it has', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const { targets } = audienceOf(all);
        const size = sizeOf(targets);
        expect(size.channels).toBe(targets.length);
        expect(size.spaces).toBe(new Set(targets.map(({ spaceId }) => spaceId)).size);
        expect(size.communities).toBeLessThanOrEqual(size.spaces);
      }),
    );
  });

  test('is named as it is sent: whoever is willing gets it, is asked for it, has no channel, or is without the bot', () => {
    fc.assert(
      fc.property(candidates, (all) => {
        const { targets, asked } = audienceOf(all);
        const named = elsewhere(all, 'another');
        const willing = all.filter(({ accepts }) => accepts !== 'nothing');
        expect(named.reached.count).toBe(sizeOf(targets).communities);
        expect(named.asked.count).toBe(asked.length);
        const { reached, nowhere, gone, partly } = named;
        expect(reached.count + named.asked.count + nowhere.count + gone.count).toBe(willing.length);
        const lacking = willing.filter(({ spaces }) => spaces.some(({ channel }) => channel === null));
        expect(nowhere.count + partly.count).toBe(lacking.length);
      }),
    );
  });

  test('names the communities of others alone, at most five of each kind', () => {
    const space = { id: 's', platform: 'discord', channel: 'a', crosspost: false };
    const all = Array.from({ length: 8 }, (_, index) => ({
      community: `c${index}`,
      accepts: 'everything' as const,
      spaces: [space],
    }));
    expect(elsewhere(all, 'c1').reached).toEqual({ count: 7, first: ['c0', 'c2', 'c3', 'c4', 'c5'] });
  });
});

test('a platform counts when a copy comes there, or when somebody who is asked first is there', () => {
  const at = (platform: string, channel: string | null) => ({ id: platform, platform, channel, crosspost: false });
  const one = (accepts: Acceptance, ...spaces: Candidate['spaces'][number][]) => ({ community: 'c', accepts, spaces });
  expect([...platformsOf([one('everything', at('discord', 'a'), at('slack', null))])]).toEqual(['discord']);
  expect([...platformsOf([one('ask', at('discord', 'a'), at('slack', null))])]).toEqual(['discord', 'slack']);
  expect([...platformsOf([one('ask', at('slack', null)), one('nothing', at('slack', 'a'))])]).toEqual([]);
});

describe('what a member accepts', () => {
  const acceptance = fc.constantFrom(...ACCEPTANCES);
  const choice = fc.option(acceptance, { nil: undefined });
  const strictest = (all: readonly Acceptance[]) => ACCEPTANCES.findLast((one) => all.includes(one));

  test('is the stricter of what it chose for the topic and for the target group', () => {
    fc.assert(
      fc.property(acceptance, choice, choice, (accepts, topic, group) => {
        const choices = { ...(topic && { niche: topic }), ...(group && { young: group }) };
        const chosen = [topic, group].filter((one) => one !== undefined);
        expect(acceptanceOf({ accepts, choices }, { topic: 'niche', group: 'young' })).toBe(
          strictest(chosen) ?? accepts,
        );
      }),
    );
  });

  test('does not depend on choices for other topics and groups, and nothing can be chosen for everyone', () => {
    fc.assert(
      fc.property(acceptance, acceptance, acceptance, (accepts, young, niche) => {
        const choices = { young, niche };
        expect(acceptanceOf({ accepts, choices }, { topic: 'talent', group: null })).toBe(accepts);
        expect(acceptanceOf({ accepts, choices }, { topic: null, group: null })).toBe(accepts);
        expect(acceptanceOf({ accepts, choices }, { topic: 'niche', group: null })).toBe(niche);
      }),
    );
  });
});

test('topics are read one on each line, each once', () => {
  expect(readTopics(' Dans \n\n  Teater\nDANS\nDans  og   leg')).toEqual(['Dans', 'Teater', 'Dans og leg']);
  expect(readTopics('Blå\nBla\u030a')).toEqual(['Blå']);
});

describe('networks of one name', () => {
  const named = (id: string, name: string, ownerName: string) => ({ id, name, ownerName });
  const names = (all: ReturnType<typeof named>[]) => [...namesApart(all).values()];

  test('are told apart by who owns them, and those of one owner by a number', () => {
    expect(names([named('a', 'Kultur', 'Helsingør'), named('b', 'kultur ', 'RÅ'), named('c', 'Sport', 'RÅ')])).toEqual([
      'Kultur (Helsingør)',
      'kultur  (RÅ)',
      'Sport',
    ]);
    expect(names([named('a', 'Kultur', 'RÅ'), named('b', 'Kultur', 'RÅ')])).toEqual(['Kultur (RÅ)', 'Kultur (RÅ) 2']);
  });

  test('are never called the same', () => {
    const name = fc.constantFrom('Kultur', 'KULTUR', 'Kultur (RÅ)', 'Sport');
    const all = fc.array(fc.record({ name, ownerName: fc.constantFrom('RÅ', 'rå', 'Helsingør') }), { maxLength: 6 });
    fc.assert(
      fc.property(all, (some) => {
        const called = names(some.map((one, id) => ({ ...one, id: String(id) }))).map(asSeen);
        expect(new Set(called).size).toBe(some.length);
      }),
    );
  });
});

describe('approval', () => {
  const network = { owner: 'owner', approval: true };
  const community = { id: 'own', approval: true };

  test('is needed from whoever requires it, each once', () => {
    expect(approvalsNeeded({ community, network })).toEqual(['own', 'owner']);
    expect(approvalsNeeded({ community, network: { ...network, owner: 'own' } })).toEqual(['own']);
    expect(approvalsNeeded({ community: { ...community, approval: false }, network: null })).toEqual([]);
  });

  test('is never given by the author alone, however often', () => {
    const people = fc.constantFrom('author', 'second', 'third');
    const given = fc.array(fc.record({ community: fc.constantFrom('own', 'owner'), person: people }));
    fc.assert(
      fc.property(given, (approvals) => {
        const own = approvals.filter(({ person }) => person === 'author');
        expect(approvalsMissing(['own'], own, 'author')).toEqual(['own']);
        const missing = approvalsMissing(['own', 'owner'], approvals, 'author');
        const others = new Set(approvals.filter(({ person }) => person !== 'author').map((one) => one.community));
        expect(missing.length).toBe(2 - others.size);
      }),
    );
  });

  test('is not missing where nobody requires it', () => {
    expect(approvalsMissing([], [], 'author')).toEqual([]);
  });
});

describe('progress', () => {
  test('tells how long is left from how fast it goes', () => {
    const pace = { since: 0, done: 40, last: 24_000 };
    expect(secondsLeft(20, pace, 24_000)).toBe(12);
    expect(secondsLeft(20, pace, 30_000)).toBe(6);
    expect(secondsLeft(20, null, 24_000)).toBeNull();
    expect(secondsLeft(0, pace, 24_000)).toBeNull();
    expect(secondsLeft(1, { since: 5_000, done: 1, last: 5_000 }, 5_000)).toBeNull();
  });

  test('says nothing of what has stalled, nor of more than an hour', () => {
    expect(secondsLeft(1, { since: 0, done: 2, last: 1_000 }, 600_000)).toBeNull();
    expect(secondsLeft(1, { since: 0, done: 1, last: 43_200_000 }, 43_200_000)).toBeNull();
  });

  test('shows a full bar only when every copy has arrived', () => {
    const amount = fc.nat(2000);
    const tallies = fc.record({
      arrived: amount,
      waiting: amount,
      failed: amount,
      unknown: amount,
      dropped: amount,
      removing: amount,
      removed: amount,
      stale: amount,
      lost: amount,
    });
    fc.assert(
      fc.property(tallies, (one) => {
        const bar = barOf(one);
        expect([...bar]).toHaveLength(20);
        expect(!bar.includes('░')).toBe(totalOf(one) > 0 && one.arrived === totalOf(one));
      }),
    );
  });
});

describe('the card of its progress', () => {
  const ENDED = new Set<CopyGroup['state']>(['sent', 'failed', 'unknown', 'dropped']);
  const cardOf = (
    copies: CopyGroup[],
    {
      consents = [],
      more = {},
      now = 24_000,
      correctable = true,
    }: Partial<Results> & { more?: Partial<Announcement>; now?: number; correctable?: boolean } = {},
  ) => {
    const revision = {
      number: 1,
      writtenAt: 0,
      author: { accountId: 'a', personId: 'p', account: { platform: 'discord', tenant: '', id: '1' } },
      place: { id: 's', name: 'RÅ', platform: 'discord' },
      approvals: [],
      texts: [{ language: 'da' as const, title: 'Søg penge', body: 'Nu' }],
      link: null,
      image: null,
    };
    const announcement: Announcement = {
      id: '8f14e45f-ceea-467f-a0e6-4c6d6f3a3b11',
      state: 'sent',
      community: {
        id: asCommunityId('c'),
        name: 'RÅ',
        approval: false,
        language: 'da',
        zone: 'Europe/Copenhagen',
        places: [],
      },
      spaceId: '8f14e45f-ceea-467f-a0e6-4c6d6f3a3b12',
      author: revision.author,
      network: null,
      topic: null,
      group: null,
      newest: revision,
      shown: revision,
      nextNumber: 2,
      round: 1,
      dueAt: null,
      seenButton: false,
      sentAt: 0,
      ...more,
    };
    const pace = {
      since: 0,
      done: copies.reduce((sum, one) => sum + (ENDED.has(one.state) ? one.count : 0), 0),
      last: now,
    };
    const missing = copies.reduce((sum, one) => sum + (one.state === 'failed' ? one.count : 0), 0);
    return progressCard(
      announcement,
      { copies, consents, pace, missing, correctable },
      speaker('da', 'Europe/Copenhagen', now),
      now,
    );
  };
  const words = (copies: CopyGroup[], consents: Results['consents'] = []) =>
    cardOf(copies, { consents }).body.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  const group = (state: CopyGroup['state'], count: number, reason: string | null = null): CopyGroup => ({
    community: 'c',
    place: null,
    parted: false,
    state,
    count,
    reason,
  });

  test('has no bar when nothing is on its way any more', () => {
    for (const copies of [[group('sent', 2)], [group('sent', 1), group('failed', 1, 'channel-gone')], []])
      expect(words(copies).filter((text) => typeof text === 'string' && /[█░]/.test(text))).toEqual([]);
  });

  test('says how many arrived, wait and failed, why, and how long it takes', () => {
    const copies = [group('sent', 37), group('pending', 21), group('failed', 2, 'channel-gone')];
    expect(words(copies)).toEqual([
      '████████████░░░░░░░░',
      'Kommet frem: 37 af 60 steder, 21 venter, 2 kom ikke frem, omkring 13 sekunder tilbage.',
      '2 steder: Kanalen findes ikke længere.',
      [
        'Hvor kanalen er væk, arkiveret eller ikke kan bruges, skal stedets admins vælge en anden kanal til opslag med ',
        expect.anything(),
        '. Slå det så op igen.',
      ],
    ]);
  });

  test.each([
    ['no-access', 'lade mig se kanalen'],
    ['channel-unseen', 'lade mig se kanalen'],
    ['channel-archived', 'vælge en anden kanal'],
    ['space-gone', 'invitere mig igen'],
    ['permission-missing', 'de, der driver mig, give'],
    ['gave-up', 'igen om lidt'],
    ['too-large', 'igen om lidt'],
  ])('says what to do about copies that failed (%s), with a press to post them again', (reason, advice) => {
    const failed = [group('sent', 1), group('failed', 2, reason)];
    expect(JSON.stringify(words(failed))).toContain(advice);
    expect(JSON.stringify(cardOf(failed))).toContain('Slå op igen 2 steder');
    expect(JSON.stringify(cardOf(failed, { more: { state: 'withdrawn' } }))).not.toContain('Slå op igen');
    expect(JSON.stringify(cardOf([group('sent', 3)]))).not.toContain('Slå op igen');
  });

  const labels = (card: ReturnType<typeof cardOf>) =>
    card.body.flatMap((block) =>
      block.type === 'controls' ? block.controls.flatMap((one) => ('label' in one ? [one.label] : [])) : [],
    );

  test('offers to correct it at once, before all else that there is to press', () => {
    expect(labels(cardOf([group('sent', 3)]))).toEqual(['Ret opslaget', 'Se, hvordan det går']);
    expect(labels(cardOf([group('sent', 3)], { more: { state: 'withdrawn' } }))).toEqual(['Se, hvordan det går']);
    expect(labels(cardOf([group('sent', 3)], { correctable: false }))).toEqual(['Se, hvordan det går']);
  });

  test('has a bar only as long as something is on its way', () => {
    expect(words([group('sent', 3), group('pending', 1)])[0]).toMatch(/^█+░+$/);
    for (const over of [group('sent', 3), group('failed', 3)]) expect(words([over]).join()).not.toMatch(/[█░]/);
  });

  test('says when all is done, and who has not answered yet', () => {
    expect(words([group('sent', 3)])).toContain('Færdig.');
    const asked = words([group('sent', 3)], [{ community: 'd', state: 'asked' }]);
    expect(asked).toContain('Ét fællesskab er spurgt og har ikke svaret endnu.');
    expect(asked).not.toContain('Færdig.');
    const refused = words([group('sent', 3)], [{ community: 'd', state: 'declined' }]);
    expect(refused.slice(-2)).toEqual(['Ét fællesskab sagde nej tak.', 'Færdig.']);
  });

  test('is green only when nothing is missing, and grey when it was withdrawn', () => {
    const all = group('sent', 3);
    expect(cardOf([all]).tone).toBe('good');
    expect(cardOf([all, group('pending', 1)]).tone).toBe('neutral');
    for (const missing of ['failed', 'unknown'] as const)
      expect(cardOf([all, group(missing, 1, 'channel-gone')]).tone).toBe('attention');
    expect(cardOf([all], { more: { state: 'withdrawn' } }).tone).toBe('over');
  });

  test('counts minutes when it takes longer', () => {
    expect(words([group('sent', 1), group('pending', 10)]).join(' ')).toContain('omkring 4 minutter tilbage');
  });
});

describe('addresses', () => {
  test.each([
    ['kulturmetropolen.dk', 'https://kulturmetropolen.dk/'],
    ['https://rådet.dk/søg?q=1', 'https://xn--rdet-qoa.dk/s%C3%B8g?q=1'],
    ['http://a.dk:8080/x', 'http://a.dk:8080/x'],
    ['a.dk:8080/x', 'https://a.dk:8080/x'],
  ])('%s is a link', (typed, address) => expect(readLink(typed)).toBe(address));

  test.each([
    ['kulturmetropolen', 'none'],
    ['https://', 'none'],
    ['a b.dk', 'blank'],
    ['javascript:alert(1)', 'scheme'],
    ['ftp://a.dk', 'scheme'],
    ['mailto:a@b.dk', 'scheme'],
    ['https://me:pw@a.dk', 'login'],
    [`https://a.dk/${'x'.repeat(500)}`, 'long'],
    // Under the limit as it is typed, over it as it is sent.
    [`https://a.dk/${'å'.repeat(100)}`, 'long'],
    [`https://a.dk/${'x'.repeat(11_000)}`, 'long'],
  ])('%.40s cannot be led to, for what is said: %s', (typed, wrong) =>
    expect(readLink(typed)).toMatchObject({ wrong }),
  );

  test('a link of 512 characters is one, and of 513 too long', () => {
    const link = (length: number) => `https://a.dk/${'x'.repeat(length - 13)}`;
    expect(readLink(link(512))).toBe(link(512));
    expect(readLink(link(513))).toEqual({ wrong: 'long', length: 513 });
  });

  test.each([
    ['fælles.dk/æøå?q=ål', 'https://fælles.dk/æøå?q=ål'],
    ['https://rådet.dk:8080/søg%20her', 'https://rådet.dk:8080/søg%20her'],
    ['a.dk/%E6', 'https://a.dk/%E6'],
    ['a.dk/b%C2%A0c', 'https://a.dk/b%C2%A0c'],
  ])('%s comes back as people read it', (typed, shown) => expect(shownLink(String(readLink(typed)))).toBe(shown));

  test('what comes back is the same address', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.string({ unit: 'grapheme' }),
        (url, more) => {
          const link = readLink(`${url}${more}`);
          if (typeof link === 'string') expect(readLink(shownLink(link))).toBe(link);
        },
      ),
    );
  });

  test('an image is an address that ends as the images do that both platforms show', () => {
    expect(isImage('https://a.dk/plakat.PNG?v=2')).toBe(true);
    expect(isImage('https://a.dk/plakat.pdf')).toBe(false);
    expect(isImage('https://a.dk/?x=plakat.png')).toBe(false);
  });

  test('nothing that is typed makes them fail', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const link = readLink(typed);
        expect(typeof link === 'string' ? isImage(link) : link.wrong).toBeDefined();
      }),
    );
  });
});
