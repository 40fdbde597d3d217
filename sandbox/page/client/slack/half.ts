import type { SeenMessage } from '../../../contract.ts';
import { html, type View } from '../html.ts';
import { ChannelHead } from '../parts/channel-head.ts';
import { ClientFrame } from '../parts/client-frame.ts';
import { Empty } from '../parts/empty.ts';
import { useHalfState, useReader } from '../parts/half-context.ts';
import { Messages } from '../parts/messages.ts';
import { Toast } from '../parts/toast.ts';
import { useSpeech } from '../say.ts';
import { DIRECT } from '../store/half.ts';
import { SlackComposer } from './composer.ts';
import { SlackMessage } from './message.ts';
import { SlackModal } from './modal.ts';
import { SlackRail } from './rail.ts';
import { SlackSide } from './side.ts';

/** Slack, as one person has it open. */
export function SlackHalf(): View {
  const { say } = useSpeech();
  const reader = useReader();
  const channel = useHalfState((state) => state.channel);
  const form = useHalfState((state) => state.forms.at(-1));
  const direct = channel === DIRECT;
  const bot = reader.space?.bot.name ?? '';
  const name = direct ? bot : (reader.channel(channel) ?? '');
  const empty = html`<${Empty} title=${direct ? bot : name} direct=${direct}>
    ${direct ? say('empty.direct', { name: bot }) : say('empty.slack')}
  <//>`;
  return html`<${ClientFrame}
    class="slack"
    side=${html`<${SlackRail} /><${SlackSide} />`}
    modal=${form && html`<${SlackModal} key=${form.id} form=${form} />`}
  >
    <${ChannelHead} name=${name} sign=${direct ? undefined : 'hash'} />
    <${Toast} />
    <${Messages}
      label=${direct ? say('messages.direct', { name }) : say('messages.channel', { channel: name })}
      empty=${empty}
      draw=${(message: SeenMessage, before?: SeenMessage) => html`<${SlackMessage} message=${message} before=${before} />`}
    />
    <${SlackComposer} />
  <//>`;
}
