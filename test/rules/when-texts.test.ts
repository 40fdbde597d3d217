import { expect, test } from 'vitest';
import { readMoment } from '../../src/chat/moment.ts';
import { UserError } from '../../src/chat/user-error.ts';
import { say } from '../../src/i18n/translate.ts';

const now = Date.parse('2026-11-23T12:00:00+01:00');

/** Words that a person reads who typed this. */
function told(language: 'da' | 'en', typed: string): string {
  try {
    readMoment({ language, zone: 'Europe/Copenhagen', now }, typed, 'when');
  } catch (error) {
    if (error instanceof UserError)
      return say(language, `errors.${error.code}`, error.values as Record<string, string>);
    throw error;
  }
  throw new Error(`"${typed}" was understood`);
}

test.each([
  ['snart', 'Jeg kan ikke se, hvornår ”snart” er. Skriv for eksempel ”på torsdag kl. 19”.'],
  [
    'torsdag kl. 19 hos Bent',
    'Jeg forstod ikke ”hos Bent” i ”torsdag kl. 19 hos Bent”. Mente du ”torsdag den 26. november 2026 kl. 19.00”?',
  ],
  ['i weekenden kl. 14', 'Hvilken dag i weekenden? Skriv for eksempel ”lørdag den 28. november 2026 kl. 14.00”.'],
  ['fredag halv otte', '”fredag halv otte” kan læses på flere måder. Hvad mener du?'],
  ['fredag kl. 21-19', 'Sådan som det står, varer ”fredag kl. 21-19” til næste dag. Hvad mener du?'],
  ['22/11 kl. 19', '”22/11 kl. 19” er netop passeret i år. Hvad mener du?'],
  [
    '12.-13. december kl. 10-16',
    'Samme tid begge dage er to træf, og jeg tager ét ad gangen. Hvilket først? Eller er det ét langt træf?',
  ],
  ['12.-14. december kl. 20-01', 'Samme tid alle dage er tre træf, og jeg tager ét ad gangen. Hvilket først?'],
  ['mandag og onsdag kl. 19', 'Samme tid begge dage er to træf, og jeg tager ét ad gangen. Hvilket først?'],
  ['mandag eller onsdag kl. 19', 'Hvilken af dagene skal det være?'],
  ['lørdag kl. 10-16 og søndag kl. 11-15', 'Det er to træf, og jeg tager ét ad gangen. Hvilket først?'],
  [
    'lørdag og søndag',
    'Det er to dage, og et træf begynder på én af dem. Skriv dag og klokkeslæt, for eksempel ”lørdag den 28. november 2026 kl. 19.00”.',
  ],
  ['kl. 19 i morgen tidlig', '”kl. 19 i morgen tidlig” kan læses på flere måder. Hvad mener du?'],
  ['om 1 m', '”om 1 m” kan læses på flere måder. Hvad mener du?'],
  [
    '12.-13. december kl. 10',
    'Jeg kan ikke se, hvornår ”12.-13. december kl. 10” er. Skriv for eksempel ”lørdag den 12. december 2026 kl. 10.00”.',
  ],
  ['hver torsdag kl. 19', 'Jeg kan ikke gentage noget af mig selv endnu. Skal jeg tage den første gang?'],
  [
    'hver torsdag',
    'Jeg kan ikke gentage noget af mig selv endnu. Skriv den første gang, for eksempel ”torsdag den 26. november 2026 kl. 19.00”.',
  ],
  [
    'hver lørdag i december kl. 10',
    'Jeg kan ikke gentage noget af mig selv endnu. Skriv den første gang, for eksempel ”på torsdag kl. 19”.',
  ],
  [
    'i går kl. 10',
    '”i går kl. 10” ligger i fortiden: søndag den 22. november 2026 kl. 10.00 (dansk tid). Skriv et senere tidspunkt, for eksempel ”tirsdag den 24. november 2026 kl. 10.00”.',
  ],
  [
    '28/3 2027 kl. 2.30',
    'Den nat stilles uret frem, og der springes en time over: ”28/3 2027 kl. 2.30” findes ikke. Skriv for eksempel ”søndag den 28. marts 2027 kl. 03.30”.',
  ],
  [
    'torsdag kl. 25',
    'Det klokkeslæt findes ikke: ”torsdag kl. 25”. Døgnet går fra kl. 00.00 til 24.00. Skriv for eksempel ”på torsdag kl. 19”.',
  ],
])('"%s" is explained in Danish with what was understood and what to write', (typed, answer) => {
  expect(told('da', typed)).toBe(answer);
});

test('explanations are also in English', () => {
  expect(told('en', 'whoever Thursday at 7pm')).toBe(
    "I didn't understand “whoever” in “whoever Thursday at 7pm”. Did you mean “Thursday 26 November 2026, 19:00”?",
  );
  expect(told('en', 'every Thursday at 7pm')).toBe("I can't repeat things by myself yet. Shall I take the first time?");
  expect(told('en', 'next month at 7pm')).toBe('Which day of the month? Write for example “Thursday 7pm”.');
});
