import { drawDate } from '@samling/sandbox/slack/dates.ts';
import { Directory } from '@samling/sandbox/slack/directory.ts';
import { drawBlocks, drawMrkdwn, drawPlain } from '@samling/sandbox/slack/draw.ts';
import { describe, expect, it } from 'vitest';
import { journalInMemory, smallSeed } from './slack-world.ts';

const NOW = Date.UTC(2027, 2, 1, 12);
const directory = new Directory(smallSeed(), journalInMemory());
const team = directory.team('RÅ Frivillige');
const reader = (key: string) => ({ person: directory.person(key, team), now: NOW });
const draw = (text: string, key = 'bent') => drawMrkdwn(text, reader(key));

describe('mrkdwn', () => {
  it.each([
    ['*fed* og _kursiv_ og ~væk~', 'fed og kursiv og væk'],
    ['*_begge_*', 'begge'],
    ['2 * 3 * 4, snake_case_navn, a*b*c', '2 * 3 * 4, snake_case_navn, a*b*c'],
    ['* ikke fed *', '* ikke fed *'],
    ['`/meetup *x*` og ```kode\n_y_```', '/meetup *x* og kode\n_y_'],
    ['&lt;!channel&gt; &amp; &amp;lt;', '<!channel> & &lt;'],
    ['> citat\nikke', 'citat\nikke'],
    ['Hej <@U0BENT> i <#C0GEN|gammelt>, <!subteam^S0ORG>, <!here>', 'Hej @Bent i #generelt, @arrangoerer, @here'],
    [
      '<https://example.org/a?b&amp;c|her> <https://example.org> <mailto:a@b.dk|skriv>',
      'her https://example.org skriv',
    ],
    ['*<@U0BENT> kommer*', '@Bent kommer'],
    ['Hav\u200B\u2060neparty', 'Havneparty'],
  ])('draws %j as %j', (text, drawn) => {
    expect(draw(text)).toBe(drawn);
  });

  it('leaves plain text as it is but for entities', () => {
    expect(drawPlain('*A* &amp; <b> &lt;i&gt;')).toBe('*A* & <b> <i>');
  });

  it('draws dates in the zone and language of the one who reads', () => {
    const date = `<!date^${Date.UTC(2027, 2, 4, 18) / 1000}^{date_long} {time}|torsdag>`;
    expect(draw(date)).toBe('torsdag 4. marts 19.00');
    expect(draw(date, 'emma')).toBe('Thursday 4 March 18:00');
    expect(draw('<!date^snart^{date}|snart>')).toBe('snart');
    expect(draw('<!date^1^{ukendt}|reserve>')).toBe('reserve');
  });
});

describe('rich text', () => {
  it('is read to the letter, with names, dates and emoji drawn', () => {
    const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
    const block = {
      type: 'rich_text',
      elements: [
        section(
          { type: 'text', text: '*Ikke* &amp; <fed> ' },
          { type: 'user', user_id: 'U0BENT' },
          { type: 'text', text: ', ' },
          { type: 'channel', channel_id: 'C0GEN' },
          { type: 'text', text: ', ' },
          { type: 'usergroup', usergroup_id: 'S0ORG' },
          { type: 'text', text: ' ' },
          { type: 'emoji', name: 'tada', unicode: '1f389' },
        ),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            section({ type: 'link', url: 'https://example.org', text: 'her' }),
            section({ type: 'date', timestamp: Date.UTC(2027, 2, 4, 18) / 1000, format: '{time}', fallback: '19' }),
          ],
        },
      ],
    };
    expect(drawBlocks([block], reader('bent'))).toBe(
      '*Ikke* &amp; <fed> @Bent, #generelt, @arrangoerer 🎉\nher\n19.00',
    );
  });
});

describe('the tokens of a date', () => {
  const at = (iso: string) => String(Date.parse(iso) / 1000);
  const english = { locale: 'en-US', zone: 'UTC', now: NOW };

  it.each([
    ['2014-02-18T14:39:42Z', '{date_num} {time_secs}', '2014-02-18 2:39:42 PM'],
    ['2014-02-18T14:39:42Z', '{date_short}', 'Feb 18, 2014'],
    ['2027-03-18T14:39:42Z', '{date_short} at {time}', 'Mar 18 at 2:39 PM'],
    ['2027-03-02T09:00:00Z', '{date_pretty}', 'tomorrow'],
    ['2027-02-28T09:00:00Z', '{date_short_pretty}', 'yesterday'],
    ['2027-03-01T23:59:00Z', '{date_long_pretty}', 'today'],
    ['2027-03-03T09:00:00Z', '{date_long_pretty}', 'Wednesday, March 3'],
    ['2027-03-01T09:00:00Z', '{ago}', '3 hours ago'],
    ['2027-03-04T12:00:00Z', '{ago}', 'in 3 days'],
    ['2027-03-01T12:59:59Z', '{ago}', 'in 1 hour'],
    ['2027-03-03T11:00:00Z', '{ago}', 'in 2 days'],
    ['2027-03-01T12:00:20Z', '{ago}', 'in 20 seconds'],
    ['2025-03-01T12:00:00Z', '{ago}', '2 years ago'],
  ])('draw %s with %s as %s', (iso, tokens, drawn) => {
    expect(drawDate(at(iso), tokens, english)?.replaceAll('\u202f', ' ')).toBe(drawn);
  });
});
