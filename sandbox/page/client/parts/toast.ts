import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { DIRECT } from '../store/half.ts';
import { Avatar } from './avatar.ts';
import { useHalf, useHalfState } from './half-context.ts';
import { Icon } from './icon.ts';

/** Tells of a direct message that has just come, as a client does. */
export function Toast(): View {
  const half = useHalf();
  const { say } = useSpeech();
  const message = useHalfState((state) => state.toast);
  const close = () => half.store.set({ toast: undefined });
  return html`<div class="toasts" role="status">
    ${
      message &&
      html`<div class="toast" key=${message.id}>
        <button type="button" class="toast-open" onClick=${() => half.open(DIRECT)}>
          <${Avatar} name=${message.author} bot=${message.fromBot} />
          <span class="toast-words">
            <strong>${say('toast.direct', { name: message.author })}</strong>
            <span>${message.text.split('\n').find((line) => line !== '')}</span>
          </span>
        </button>
        <button type="button" class="quiet-button" aria-label=${say('toast.close')} onClick=${close}><${Icon} name="close" /></button>
      </div>`
    }
  </div>`;
}
