import { useEffect, useRef, useState } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { Icon } from '../parts/icon.ts';
import { shortMoment } from '../parts/time.ts';
import { useSpeech } from '../say.ts';
import { useNow } from '../store/clock.ts';
import { useStore } from '../store/store.ts';
import { JumpList } from './jump-list.ts';
import { forward, travel, ZONE } from './travel.ts';

/** The sandbox's time of day, and what moves it: reminders can be seen now. */
export function TimeControl(): View {
  const { say, locale } = useSpeech();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const problem = useStore(travel, (value) => value.problem);
  const now = useNow();
  useEffect(() => {
    if (!open) return undefined;
    const onPointer = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);
  const close = () => {
    setOpen(false);
    box.current?.querySelector<HTMLElement>('.time-open')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) close();
  };
  return html`<div ref=${box} class="time-control" role="group" aria-label=${say('time.label')} onKeyDown=${onKeyDown}>
    <p class="time-now">
      <${Icon} name="clock" />
      <span class="sr-only">${say('time.now')}</span>
      <time datetime=${new Date(now).toISOString()}>${shortMoment(now, { locale, zone: ZONE })}</time>
    </p>
    <${Forward} />
    <button type="button" class="tool time-open" aria-expanded=${open} onClick=${() => setOpen(!open)}>
      ${say('time.jump')} <${Icon} name="chevron" />
    </button>
    ${
      open &&
      html`<div class="time-panel">
        <${Forward} />
        <${JumpList} onDone=${close} />
      </div>`
    }
    ${problem && html`<p class="time-problem" role="alert">${say('time.problem')} <small lang="en">${problem}</small></p>`}
  </div>`;
}

/** In the bar where there is room for it, else in the list that opens below. */
function Forward(): View {
  const { say } = useSpeech();
  return html`<div class="time-forward">
    <button type="button" class="tool" onClick=${() => forward('PT1H')}>${say('time.hour')}</button>
    <button type="button" class="tool" onClick=${() => forward('P1D')}>${say('time.day')}</button>
  </div>`;
}
