import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { Icon } from './icon.ts';

const FOCUSABLE = 'button:not([disabled]), input, textarea, select, a[href]';

interface Props {
  title: string;
  onClose(): void;
  children: View;
}

/**
 * A form that lies over one half, as over one client; the other half stays in use. The cursor stays within it, Escape
 * closes it, and afterwards the cursor is where it was.
 */
export function Dialog({ title, onClose, children }: Props): View {
  const { say } = useSpeech();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  // Before what lies behind is made unreachable: that takes the cursor from it.
  const [before] = useState(() => document.activeElement);
  useLayoutEffect(() => {
    const body = box.current?.querySelector('.dialog-body');
    (body?.querySelector<HTMLElement>('input, textarea, [role=combobox], button') ?? box.current)?.focus();
    return () => {
      // What lies behind can be reached again only when all of this change is done.
      queueMicrotask(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus();
      });
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Tab') keepWithin(box.current, event);
  };
  return html`<div class="dialog-cover">
    <div ref=${box} class="dialog" role="dialog" aria-modal="true" aria-labelledby=${id} tabindex="-1" onKeyDown=${onKeyDown}>
      <header class="dialog-head">
        <h3 id=${id}>${title}</h3>
        <button type="button" class="quiet-button" aria-label=${say('form.close')} onClick=${onClose}>
          <${Icon} name="close" />
        </button>
      </header>
      ${children}
    </div>
  </div>`;
}

function keepWithin(box: HTMLElement | null, event: KeyboardEvent): void {
  const all = [...(box?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])];
  const [first, last] = [all[0], all.at(-1)];
  const leaving = event.shiftKey ? document.activeElement === first : document.activeElement === last;
  if (!leaving && all.includes(document.activeElement as HTMLElement)) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
