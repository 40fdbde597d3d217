import { askPatience } from '../chat/patience.ts';

/** The few words of our own that only Slack needs; everything else comes in the person's language already. */
export interface Words {
  /** Shown in a form that opened before its fields were ready. */
  moment: string;
  /** Shown beside what was pressed or typed, which stays as it is until the answer comes. */
  patience: string;
  noGroups: string;
  done: string;
  failed: string;
}

const WORDS: Record<'da' | 'en', Words> = {
  da: {
    moment: 'Et øjeblik …',
    patience: askPatience('da'),
    noGroups: 'Der er ingen brugergrupper i dette workspace at vælge imellem.',
    done: 'Færdig.',
    failed: 'Svaret kunne ikke vises. Prøv igen.',
  },
  en: {
    moment: 'One moment …',
    patience: askPatience('en'),
    noGroups: 'This workspace has no user groups to choose from.',
    done: 'Done.',
    failed: 'The answer could not be shown. Please try again.',
  },
};

/** For somebody of whom nothing can be asked, their language neither. */
export const UNSERVED =
  'Samling er ikke sat op til dette workspace. Bed dem, der driver botten, om at tilføje det. · ' +
  'Samling is not set up for this workspace. Ask those who run the bot to add it.';

/** The same, while the token of their workspace may still turn up. */
export const UNREACHED =
  'Samling kan ikke komme i kontakt med dette workspace lige nu. Prøv igen om lidt, eller sig det til dem, der driver botten. · ' +
  'Samling cannot reach this workspace right now. Try again in a while, or tell those who run the bot.';

/** @param language BCP 47, when it is known @returns Danish words for whoever does not read another of our languages */
export function wordsIn(language: string | undefined): Words {
  return language?.toLowerCase().startsWith('en') ? WORDS.en : WORDS.da;
}
