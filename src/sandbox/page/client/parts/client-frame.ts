import { useState } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { SideContext } from './side-context.ts';
import { Toast } from './toast.ts';

interface Props {
  class: string;
  /** The lists of spaces and channels. */
  side: View;
  /** What lies over everything. */
  modal: View;
  children: View;
}

/**
 * A client's window: lists at the side, the channel beside them. Where there is no room for both, the lists slide in
 * over the channel. While a form lies over it, nothing behind it can be reached.
 */
export function ClientFrame({ class: name, side, modal, children }: Props): View {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return html`<${SideContext.Provider} value=${{ open, show: () => setOpen(true), close }}>
    <div class=${`client ${name}${open ? ' side-open' : ''}`}>
      <div class="client-body" inert=${Boolean(modal)}>
        <div class="side">${side}</div>
        ${open && html`<button type="button" class="side-cover" aria-label=${say('side.close')} onClick=${close}></button>`}
        <div class="channel" inert=${open}>${children}</div>
      </div>
      <${Toast} />
      ${modal}
    </div>
  <//>`;
}
