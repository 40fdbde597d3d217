import { draw } from '@samling/sandbox/discord/person/markdown.ts';
import { describe, expect, it } from 'vitest';

const names = {
  user: (id: string) => `@bruger${id}`,
  role: (id: string) => `@rolle${id}`,
  channel: (id: string) => `#kanal${id}`,
  time: (seconds: number, style: string) => `[${seconds} ${style}]`,
};

describe('drawing Discord’s markdown', () => {
  it.each([
    ['**fed** *skrå* _skrå_ __under__ ~~streg~~ ||skjult||', 'fed skrå skrå under streg skjult'],
    ['***begge***', 'begge'],
    ['\\*ikke skrå\\* \\_heller ikke\\_ \\# \\>', '*ikke skrå* _heller ikke_ # >'],
    ['Strik & snak <3 (med \\*te\\* & \\_kage\\_)', 'Strik & snak <3 (med *te* & _kage_)'],
    ['2 * 3 * 4 og snake_case_navn', '2 * 3 * 4 og snake_case_navn'],
    ['`*kode*` og ```js\nlet a = `b`;\n``` slut', '*kode* og let a = `b`; slut'],
    ['# Stor\n## Mindre\n-# Småt\n> Citat\n- et\n- to', 'Stor\nMindre\nSmåt\nCitat\n• et\n• to'],
    ['#ikke en overskrift', '#ikke en overskrift'],
    [
      '[Læs *mere*](https://eksempel.dk/a_b_c) https://eksempel.dk/d_e_f <https://eksempel.dk>',
      'Læs mere https://eksempel.dk/d_e_f https://eksempel.dk',
    ],
    [
      '<@12> <@!12> <@&34> <#56> </træf opret:78> <:smil:90> <t:100> <t:100:R>',
      '@bruger12 @bruger12 @rolle34 #kanal56 /træf opret :smil: [100 f] [100 R]',
    ],
    ['\\<@12>', '<@12>'],
    ['@everyone', '@everyone'],
    ['Åben scene – 12/6 kl. 19.30-23 🎉', 'Åben scene – 12/6 kl. 19.30-23 🎉'],
    ['**Hvor:** Gimle\n**Hvem:** <@12>', 'Hvor: Gimle\nHvem: @bruger12'],
  ])('%s', (source, expected) => {
    expect(draw(source, names)).toBe(expected);
  });
});
