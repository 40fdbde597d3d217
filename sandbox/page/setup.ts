export type PageLanguage = 'da' | 'en';

/** Things that a product gives the page, as data. All of it may be left out. */
export interface PageSetup {
  /** The product's name; that of the bot when left out. */
  name?: string;
  /** People as whom a visitor begins on each platform: keys of the seed, by the visitor's language. */
  first?: Record<PageLanguage, { discord: string; slack: string }>;
  /** The channel in which a visitor stands at first, by name; the first one where there is none of that name. */
  channel?: string;
  /** Words instead of the page's own, by the names that they have in `texts/`. */
  texts?: Record<PageLanguage, Record<string, string>>;
  /**
   * A folder with the first steps for a newcomer: `guide.ts`, which exports the elements `Guide` and `Reopen`, and
   * `guide.css`. They draw with what the page itself draws with, from "@samling/sandbox/page/client/…".
   */
  guide?: URL;
}

/** The same as the browser reads it, at "/files/setup.json". */
export type SeenSetup = Required<Omit<PageSetup, 'first' | 'channel' | 'guide'>> &
  Pick<PageSetup, 'first' | 'channel'> & { guide: boolean };

/** @param botName for a product without a name @returns what the browser reads */
export function seenSetup({ guide, ...setup }: PageSetup, botName: string): SeenSetup {
  return { name: botName, texts: { da: {}, en: {} }, ...setup, guide: guide !== undefined };
}
