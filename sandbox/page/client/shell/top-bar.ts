import { html, type View } from '../html.ts';
import { Icon, Mark } from '../parts/icon.ts';
import { useSpeech } from '../say.ts';
import { setup } from '../setup.ts';
import { speak } from '../store/page.ts';
import { TimeControl } from '../time/time-control.ts';

/** The bar above both halves: what this is, what time it is, the first steps, the language. */
export function TopBar(): View {
  const { say, language } = useSpeech();
  const other = language === 'da' ? 'en' : 'da';
  return html`<header class="top-bar">
    <div class="brand">
      <${Mark} />
      <h1>${setup.name} <span class="brand-note">${say('page.sandbox')}</span></h1>
    </div>
    <${TimeControl} />
    <div class="top-tools">
      ${setup.guide && html`<${setup.guide.Reopen} />`}
      <a class="tool tool-window" href=${location.href} target="_blank" title=${say('page.new-window-why')} onClick=${keepAddress}>
        <${Icon} name="window" /> <span class="tool-words">${say('page.new-window')}</span>
      </a>
      <button type="button" class="tool" lang=${other} onClick=${() => speak(other)}>${say('page.other-language')}</button>
    </div>
  </header>`;
}

/** The address changes with every step, and the link was drawn before. */
function keepAddress(event: Event): void {
  (event.currentTarget as HTMLAnchorElement).href = location.href;
}
