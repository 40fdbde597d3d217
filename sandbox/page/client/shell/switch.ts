import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import type { PlatformName } from '../store/control.ts';
import { halves, page, view } from '../store/page.ts';
import { useStore } from '../store/store.ts';

/** Chooses one half where there is room for one only. */
export function Switch(): View {
  const { say } = useSpeech();
  return html`<nav class="switch" aria-label=${say('switch.label')}>
    <${SwitchButton} platform="discord" />
    <${SwitchButton} platform="slack" />
  </nav>`;
}

function SwitchButton({ platform }: { platform: PlatformName }): View {
  const { say } = useSpeech();
  const shown = useStore(page, (state) => state.view === platform);
  const waiting = useStore(halves[platform].store, ({ unread, directs, directsRead, news }) => {
    return (news && !shown) || unread.size > 0 || directs.length > Math.max(directsRead, 0);
  });
  return html`<button type="button" class=${`switch-${platform}`} aria-pressed=${shown} onClick=${() => view(platform)}>
    ${say(`platform.${platform}`)}
    ${waiting && html`<span class="dot" aria-hidden="true"></span><span class="sr-only">${say('channel.new')}</span>`}
  </button>`;
}
