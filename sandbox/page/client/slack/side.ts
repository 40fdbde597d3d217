import { html, type View } from '../html.ts';
import { ChannelButton } from '../parts/channel-button.ts';
import { useReader } from '../parts/half-context.ts';
import { useSpeech } from '../say.ts';
import { DIRECT } from '../store/half.ts';
import { channelsFor } from '../store/world.ts';

/** The open workspace's channels, and the apps that one has direct messages with. */
export function SlackSide(): View {
  const { say } = useSpeech();
  const { space, person } = useReader();
  return html`<nav class="s-side" aria-label=${say('slack.nav')}>
    <p class="s-workspace">${space?.name}</p>
    <p class="s-side-title" id="slack-channels">${say('slack.channels')}</p>
    <ul aria-labelledby="slack-channels">
      ${channelsFor(space, person?.key ?? '').map(
        ({ id, name, kind }) =>
          html`<li key=${id}><${ChannelButton} channel=${id} name=${name} sign=${kind === 'private' ? 'lock' : 'hash'} /></li>`,
      )}
    </ul>
    <p class="s-side-title" id="slack-apps">${say('slack.apps')}</p>
    <ul aria-labelledby="slack-apps">
      <li><${ChannelButton} channel=${DIRECT} name=${space?.bot.name ?? ''} bot=${true} /></li>
    </ul>
  </nav>`;
}
