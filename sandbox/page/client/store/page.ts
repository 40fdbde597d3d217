import { pageLocale } from '../say.ts';
import type { PlatformName } from './control.ts';
import { Half } from './half.ts';
import { Store } from './store.ts';

export interface PageState {
  /** The half that a narrow window shows. */
  view: PlatformName;
  /** Language of the page itself. */
  locale: string;
}

/** The two halves, in the order in which they stand. */
export const halves: Record<PlatformName, Half> = { discord: new Half('discord'), slack: new Half('slack') };

const query = new URLSearchParams(location.search);

export const page = new Store<PageState>({
  view: query.get('show') === 'slack' ? 'slack' : 'discord',
  locale: pageLocale([...query.getAll('lang'), ...navigator.languages]),
});

/** Shows a half where there is room for one only. */
export function view(platform: PlatformName): void {
  for (const half of Object.values(halves)) half.store.set({ news: false });
  page.set({ view: platform });
  keepInAddress('show', platform);
}

export function speak(locale: string): void {
  page.set({ locale });
  keepInAddress('lang', locale);
}

function keepInAddress(name: string, value: string): void {
  const url = new URL(location.href);
  url.searchParams.set(name, value);
  history.replaceState(null, '', url);
}
