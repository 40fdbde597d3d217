import { html, type View } from '../html.ts';
import { Avatar } from '../parts/avatar.ts';
import { ChannelButton } from '../parts/channel-button.ts';
import { useHalfState, useReader } from '../parts/half-context.ts';
import type { IconName } from '../parts/icon.ts';
import { useSpeech } from '../say.ts';
import { DIRECT } from '../store/half.ts';
import { channelsFor } from '../store/world.ts';

const SIGNS: Record<string, IconName> = { private: 'lock', announcement: 'megaphone' };

/** The channels of the open server, or the direct messages; the person's own panel below. */
export function DiscordChannels(): View {
  const { say } = useSpeech();
  const { space, person } = useReader();
  const direct = useHalfState((state) => state.channel === DIRECT);
  return html`<nav class="d-channels" aria-label=${say('discord.channels')}>
    <p class="d-server-name">${direct ? say('direct.title') : space?.name}</p>
    <ul>
      ${
        direct
          ? html`<li><${ChannelButton} channel=${DIRECT} name=${space?.bot.name ?? ''} bot=${true} /></li>`
          : channelsFor(space, person?.key ?? '').map(
              ({ id, name, kind }) =>
                html`<li key=${id}><${ChannelButton} channel=${id} name=${name} sign=${SIGNS[kind] ?? 'hash'} /></li>`,
            )
      }
    </ul>
    <div class="d-own">
      <${Avatar} name=${person?.name ?? ''} />
      <span class="d-own-name">${person?.name}</span>
    </div>
  </nav>`;
}
