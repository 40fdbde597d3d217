import { html, type View } from '../html.ts';
import { ChannelButton } from '../parts/channel-button.ts';
import { useHalf, useHalfState, useReader } from '../parts/half-context.ts';
import { useSpeech } from '../say.ts';
import { DIRECT } from '../store/half.ts';
import { channelsFor, spacesOf } from '../store/world.ts';

/** The workspace, its channels, and the apps that one has direct messages with. */
export function SlackSide(): View {
  const half = useHalf();
  const { say } = useSpeech();
  const { space, person } = useReader();
  const as = useHalfState((state) => state.as);
  const spaces = spacesOf('slack', as);
  return html`<nav class="s-side" aria-label=${say('slack.nav')}>
    ${
      spaces.length > 1
        ? html`<select class="s-workspace" aria-label=${say('slack.workspace')} value=${space?.id} onChange=${(event: Event) => half.become(as, { space: (event.target as HTMLSelectElement).value })}>
            ${spaces.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
          </select>`
        : html`<p class="s-workspace">${space?.name}</p>`
    }
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
