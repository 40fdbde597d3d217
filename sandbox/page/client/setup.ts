import type { SeenSetup } from '../setup.ts';
import type { View } from './html.ts';

/** The first steps that a product brings along. */
interface GuideModule {
  /** Stands above the halves. */
  Guide(): View;
  /** The button in the bar that brings it back. */
  Reopen(): View;
}

const GUIDE = '/files/guide/guide';

/** Things that the product that runs here gives the page. */
export const setup: Omit<SeenSetup, 'guide'> & { guide?: GuideModule } = { name: '', texts: { da: {}, en: {} } };

/** Reads the setup, once, before anything is drawn. @throws {TypeError} of `fetch`, when the sandbox does not answer */
export async function readSetup(): Promise<void> {
  const { guide, ...rest } = (await (await fetch('/files/setup.json')).json()) as SeenSetup;
  Object.assign(setup, rest);
  if (!guide) return;
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${GUIDE}.css` });
  document.head.append(style);
  setup.guide = (await import(`${GUIDE}.ts`)) as GuideModule;
}
