import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { DIRECT } from '../store/half.ts';
import { Avatar } from './avatar.ts';
import { useHalf, useHalfState } from './half-context.ts';
import { Icon, type IconName } from './icon.ts';
import { useSide } from './side-context.ts';

interface Props {
  /** Its id, or DIRECT. */
  channel: string;
  name: string;
  sign?: IconName;
  bot?: boolean;
}

/** A line of a list of channels. */
export function ChannelButton({ channel, name, sign, bot = false }: Props): View {
  const half = useHalf();
  const { say } = useSpeech();
  const side = useSide();
  const current = useHalfState((state) => state.channel === channel);
  const unread = useHalfState((state) => state.unread.has(channel));
  const waiting = useHalfState((state) =>
    channel === DIRECT ? Math.max(0, state.directs.length - Math.max(state.directsRead, 0)) : 0,
  );
  const open = () => {
    half.open(channel);
    side.close();
  };
  return html`<button
    type="button"
    class=${`channel-button${unread || waiting > 0 ? ' unread' : ''}`}
    aria-current=${current ? 'page' : null}
    onClick=${open}
  >
    ${sign && html`<${Icon} name=${sign} />`}
    ${bot && html`<${Avatar} name=${name} bot=${true} />`}
    <span class="channel-name">${name}</span>
    ${unread && html`<span class="sr-only">${say('channel.new')}</span>`}
    ${waiting > 0 && html`<span class="badge" aria-hidden="true">${waiting}</span><span class="sr-only">${say('direct.unread', { count: waiting })}</span>`}
  </button>`;
}
