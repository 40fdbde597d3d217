import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { useHalfState } from './half-context.ts';
import { Icon, type IconName } from './icon.ts';
import { useSide } from './side-context.ts';

/** The line above a channel's messages; on a narrow window with the button to the list of channels. */
export function ChannelHead({ name, sign }: { name: string; sign: IconName | undefined }): View {
  const { say } = useSpeech();
  const { open, show } = useSide();
  const unread = useHalfState(
    (state) => state.unread.size > 0 || state.directs.length > Math.max(state.directsRead, 0),
  );
  return html`<header class="channel-head">
    <button
      type="button"
      class=${`quiet-button side-button${unread ? ' unread' : ''}`}
      aria-label=${say('side.open')}
      aria-expanded=${open}
      onClick=${show}
    ><${Icon} name="menu" /></button>
    ${sign && html`<${Icon} name=${sign} />`}
    <h3>${name}</h3>
  </header>`;
}
