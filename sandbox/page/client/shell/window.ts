import { DiscordHalf } from '../discord/half.ts';
import { html, type View } from '../html.ts';
import { HalfContext } from '../parts/half-context.ts';
import { SpeechContext, speechOf, useSpeech } from '../say.ts';
import { SlackHalf } from '../slack/half.ts';
import type { PlatformName } from '../store/control.ts';
import { halves } from '../store/page.ts';
import { useStore } from '../store/store.ts';
import { world } from '../store/world.ts';
import { PersonChooser } from './person-chooser.ts';

/** One half of the page: who one is there, and that person's client, in that person's language. */
export function Window({ platform }: { platform: PlatformName }): View {
  const { say } = useSpeech();
  const half = halves[platform];
  useStore(half.store, ({ as, space }) => `${as}/${space}`);
  useStore(world, ({ spaces }) => spaces);
  const speech = speechOf(half.person?.language ?? 'da');
  return html`<${HalfContext.Provider} value=${half}>
    <section class=${`window window-${platform}`} id=${platform} aria-labelledby=${`${platform}-name`} tabindex="-1">
      <header class="window-head">
        <h2 id=${`${platform}-name`}>${say(`platform.${platform}`)}</h2>
        <${PersonChooser} />
      </header>
      <div class="window-body" lang=${speech.language}>
        <${SpeechContext.Provider} value=${speech}>
          ${platform === 'discord' ? html`<${DiscordHalf} />` : html`<${SlackHalf} />`}
        <//>
      </div>
    </section>
  <//>`;
}
