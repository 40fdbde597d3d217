import { html, type View } from '../html.ts';
import { Icon } from '../parts/icon.ts';
import { useSpeech } from '../say.ts';
import { useStore } from '../store/store.ts';
import { world } from '../store/world.ts';

/** Says that the sandbox does not answer; it goes away by itself. */
export function Banner(): View {
  const { say } = useSpeech();
  const lost = useStore(world, ({ connection }) => connection === 'lost');
  return html`<div class="banners" role="alert">
    ${lost && html`<p class="banner"><${Icon} name="warning" /> ${say('connection.lost')}</p>`}
  </div>`;
}
