import { html, type View } from '../html.ts';
import { Avatar } from '../parts/avatar.ts';
import { useHalf, useHalfState, useReader } from '../parts/half-context.ts';
import { initials } from '../parts/initials.ts';
import { useSpeech } from '../say.ts';
import { spacesOf } from '../store/world.ts';

/** The workspaces that one is in, and oneself below. */
export function SlackRail(): View {
  const half = useHalf();
  const { say } = useSpeech();
  const { person } = useReader();
  const as = useHalfState((state) => state.as);
  const space = useHalfState((state) => state.space);
  return html`<nav class="s-rail" aria-label=${say('slack.workspaces')}>
    <ul>
      ${spacesOf('slack', as).map(
        ({ id, name }) => html`<li key=${id}>
          <button type="button" class="s-tile" data-initials=${initials(name)} title=${name} aria-label=${name} aria-current=${id === space ? 'page' : null} onClick=${() => half.become(as, { space: id })}></button>
        </li>`,
      )}
    </ul>
    <${Avatar} name=${person?.name ?? ''} />
  </nav>`;
}
