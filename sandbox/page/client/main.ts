import { render } from 'preact';
import { App } from './app.ts';
import { keepFocus } from './focus.ts';
import { html } from './html.ts';
import { readSetup, setup } from './setup.ts';
import { listen } from './store/changes.ts';
import { setClock } from './store/clock.ts';
import { ControlProblem } from './store/control.ts';
import { latest } from './store/latest.ts';
import { halves, page } from './store/page.ts';
import { readWorld, world } from './store/world.ts';

/** Changes of these kinds are about who and what there is, not about messages. */
const WORLDLY = /^(person|commands|installed|removed)$/;

const refresh = latest(async () => {
  await readWorld();
  world.set({ connection: 'live' });
});

listen({
  connected: () => void begin(),
  lost: () => world.set({ connection: 'lost' }),
  timeSet: setClock,
  changed: (change) => {
    if (WORLDLY.test(change.kind)) void refresh();
    halves[change.platform].changed(change);
  },
});
await readSetup();
render(html`<${App} />`, document.body);
keepFocus();

/** Reads the world, at first and whenever the connection is there again. */
async function begin(): Promise<void> {
  try {
    await readWorld();
  } catch (error) {
    if (!(error instanceof ControlProblem)) throw error;
    world.set({ connection: 'lost' });
    return;
  }
  world.set({ connection: 'live' });
  const first = setup.first?.[page.value.locale.startsWith('da') ? 'da' : 'en'];
  for (const half of Object.values(halves)) {
    if (half.store.value.as === '') half.begin(first?.[half.platform]);
    else half.readAll();
  }
}
