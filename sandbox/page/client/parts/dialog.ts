import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { ClosingQuestion } from './closing-question.ts';
import { Icon } from './icon.ts';
import type { Filling } from './use-form.ts';

const FOCUSABLE = 'button:not([disabled]), input, textarea, select, a[href]';
const FIRST = 'input, textarea, [role=combobox], button';

interface Props {
  title: string;
  filling: Filling;
  children: View;
}

/**
 * A form that lies over one half, as over one client; the other half stays in use. The cursor stays within it; Escape closes
 * it, after a question when something would be lost.
 */
export function Dialog({ title, filling, children }: Props): View {
  const { say } = useSpeech();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { asking, refusals } = filling;
  useLayoutEffect(() => {
    const body = box.current?.querySelector('.dialog-body');
    (body?.querySelector<HTMLElement>(FIRST) ?? box.current)?.focus();
  }, []);
  useEffect(() => {
    if (refusals > 0) box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [refusals]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') (asking ? filling.stay : filling.close)();
    if (event.key === 'Tab') keepWithin(box.current, event);
  };
  return html`<div class="dialog-cover">
    <div ref=${box} class="dialog" role="dialog" aria-modal="true" aria-labelledby=${id} tabindex="-1" onKeyDown=${onKeyDown}>
      <div class="dialog-sheet" inert=${asking}>
        <header class="dialog-head">
          <h3 id=${id}>${title}</h3>
          <button type="button" class="quiet-button" aria-label=${say('form.close')} onClick=${filling.close}>
            <${Icon} name="close" />
          </button>
        </header>
        ${children}
      </div>
      ${asking && html`<${ClosingQuestion} filling=${filling} />`}
    </div>
  </div>`;
}

function keepWithin(box: HTMLElement | null, event: KeyboardEvent): void {
  const all = [...(box?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter((one) => !one.closest('[inert]'));
  const [first, last] = [all[0], all.at(-1)];
  const leaving = event.shiftKey ? document.activeElement === first : document.activeElement === last;
  if (!leaving && all.includes(document.activeElement as HTMLElement)) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
