import type { SpaceSeen } from '../../../contract.ts';
import { html, type View } from '../html.ts';
import { useHalf, useHalfState } from '../parts/half-context.ts';
import { Mark } from '../parts/icon.ts';
import { initials } from '../parts/initials.ts';
import { useSide } from '../parts/side-context.ts';
import { useSpeech } from '../say.ts';
import { DIRECT } from '../store/half.ts';
import { useStore } from '../store/store.ts';
import { spacesOf, world } from '../store/world.ts';

/** The rail of servers, with the direct messages above them. */
export function Servers(): View {
  const half = useHalf();
  const { say } = useSpeech();
  const side = useSide();
  useStore(world, ({ spaces }) => spaces);
  const as = useHalfState((state) => state.as);
  const space = useHalfState((state) => state.space);
  const channel = useHalfState((state) => state.channel);
  const unread = useHalfState((state) => state.unread);
  const waiting = useHalfState((state) => Math.max(0, state.directs.length - Math.max(state.directsRead, 0)));
  const isUnread = (one: SpaceSeen) => one.channels.some(({ id }) => unread.has(id));
  const direct = channel === DIRECT;
  const openDirect = () => {
    half.open(DIRECT);
    side.close();
  };
  return html`<nav class="d-servers" aria-label=${say('discord.servers')}>
    <ul>
      <li>
        <button type="button" class="d-server d-home" aria-current=${direct ? 'page' : null} aria-label=${waiting > 0 ? say('direct.unread', { count: waiting }) : say('direct.title')} onClick=${openDirect}>
          <${Mark} />
          ${waiting > 0 && html`<span class="badge" aria-hidden="true">${waiting}</span>`}
        </button>
      </li>
      ${spacesOf('discord', as).map((one) => {
        const current = one.id === space && !direct;
        const label = isUnread(one) ? say('channel.unread', { name: one.name }) : one.name;
        return html`<li key=${one.id} class=${isUnread(one) && !current ? 'unread' : ''}>
          <button type="button" class="d-server" data-initials=${initials(one.name)} title=${one.name} aria-label=${label} aria-current=${current ? 'page' : null} onClick=${() => half.become(as, { space: one.id, channel: direct ? '' : channelName(half.space, channel) })}></button>
        </li>`;
      })}
    </ul>
  </nav>`;
}

/** The same channel in the other server, where there is one of that name. */
function channelName(space: SpaceSeen | undefined, id: string): string {
  return space?.channels.find((channel) => channel.id === id)?.name ?? '';
}
