import { useEffect } from 'preact/hooks';
import { html, type View } from './html.ts';
import { SpeechContext, speechOf } from './say.ts';
import { setup } from './setup.ts';
import { Banner } from './shell/banner.ts';
import { Switch } from './shell/switch.ts';
import { TopBar } from './shell/top-bar.ts';
import { Window } from './shell/window.ts';
import { page } from './store/page.ts';
import { useStore } from './store/store.ts';
import { world } from './store/world.ts';

/** The whole page: the bar above, the first steps, the two halves. */
export function App(): View {
  const locale = useStore(page, (value) => value.locale);
  const shown = useStore(page, ({ view }) => view);
  const ready = useStore(world, ({ spaces }) => spaces !== undefined);
  const speech = speechOf(locale);
  useEffect(() => {
    document.documentElement.lang = speech.language;
    document.title = speech.say('page.title');
  }, [speech.language]);
  return html`<${SpeechContext.Provider} value=${speech}>
    <a class="skip" href="#discord">${speech.say('skip.discord')}</a>
    <a class="skip" href="#slack">${speech.say('skip.slack')}</a>
    <${TopBar} />
    <${Banner} />
    <main tabindex="-1">
      ${ready && setup.guide && html`<${setup.guide.Guide} />`}
      ${!ready && html`<p class="page-loading">${speech.say('page.loading')}</p>`}
      ${
        ready &&
        html`<div class="halves" data-view=${shown}>
          <${Window} platform="discord" />
          <${Window} platform="slack" />
        </div>`
      }
    </main>
    ${ready && html`<${Switch} />`}
  <//>`;
}
