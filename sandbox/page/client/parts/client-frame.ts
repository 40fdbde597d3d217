import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { focusNearest, pathOf } from '../focus.ts';
import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { SideContext } from './side-context.ts';

interface Props {
  class: string;
  /** The lists of spaces and channels. */
  side: View;
  /** The part that lies over everything. */
  modal: View;
  children: View;
}

/**
 * A client's window: lists at the side, the channel beside them. Where there is no room for both, the lists slide in
 * over the channel. While a form lies over it, nothing behind it can be reached; afterwards the cursor is where it was.
 */
export function ClientFrame({ class: name, side, modal, children }: Props): View {
  const { say } = useSpeech();
  const frame = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const covered = Boolean(modal);
  useCursorBehind(covered);
  const focus = (selector: string) => frame.current?.querySelector<HTMLElement>(selector)?.focus();
  const wasOpen = useRef(open);
  useEffect(() => {
    if (open) focus('.side [aria-current]');
    else if (wasOpen.current) focus('.side-button');
    wasOpen.current = open;
  }, [open]);
  const close = () => setOpen(false);
  return html`<${SideContext.Provider} value=${{ open, show: () => setOpen(true), close }}>
    <div ref=${frame} class=${`client ${name}${open ? ' side-open' : ''}`}>
      <div class="client-body" inert=${covered}>
        <div class="side">${side}</div>
        ${open && html`<button type="button" class="side-cover" aria-label=${say('side.close')} onClick=${close}></button>`}
        <div class="channel" inert=${open}>${children}</div>
      </div>
      ${modal}
    </div>
  <//>`;
}

/** Puts the cursor back to where it was before a form, or nearest to it. */
function useCursorBehind(covered: boolean): void {
  const behind = useRef<Element[]>([]);
  const wasCovered = useRef(false);
  // Before what lies behind is made unreachable: that takes the cursor from it.
  if (covered && !wasCovered.current) behind.current = pathOf(document.activeElement);
  wasCovered.current = covered;
  useLayoutEffect(() => {
    if (!covered) return undefined;
    // What lies behind can be reached again only when all of this change is done.
    return () => queueMicrotask(() => focusNearest(behind.current));
  }, [covered]);
}
