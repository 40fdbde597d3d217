import { type Sandbox, type SandboxOptions, startSandbox } from '@samling/sandbox';
import da from './page-texts/da.json' with { type: 'json' };
import en from './page-texts/en.json' with { type: 'json' };
import { festivalSeed } from './seed.ts';

/** Things that Samling gives the sandbox's page. */
const PAGE: SandboxOptions['page'] = {
  // Those who organise on each side; for who reads English, the one who reads English too.
  first: { da: { discord: 'maja', slack: 'aase' }, en: { discord: 'emma', slack: 'emma' } },
  channel: 'arrangementer',
  texts: { da, en },
  guide: new URL('guide/', import.meta.url),
};

/**
 * Starts the sandbox with the people of a youth festival and Samling's first steps.
 * @throws {Error} as `startSandbox`
 */
export function startFestival(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({ page: PAGE, ...options, seed: options.seed ?? festivalSeed() });
}
