import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { removeNotice } from '../store/acts.ts';
import { useHalf, useHalfState } from './half-context.ts';
import { Icon } from './icon.ts';

/** Says what did not work, in the channel where it was tried; only in this window. */
export function Notices(): View {
  const { say } = useSpeech();
  const half = useHalf();
  const channel = useHalfState((state) => state.channel);
  const notices = useHalfState((state) => state.notices).filter((notice) => notice.channel === channel);
  return html`<div class="notices" role="alert">
    ${notices.map(({ id, kind, detail }) => {
      const key = kind === 'failed' ? (`notice.failed.${half.platform}` as const) : (`notice.${kind}` as const);
      return html`<div class="notice" key=${id}>
        <${Icon} name="warning" />
        <p>${say(key)}${detail && html` <small lang="en">${detail}</small>`}</p>
        <button type="button" class="quiet-button" aria-label=${say('notice.close')} onClick=${() => removeNotice(half, id)}>
          <${Icon} name="close" />
        </button>
      </div>`;
    })}
  </div>`;
}
