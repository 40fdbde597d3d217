import type { SeenMessage } from '../../../contract.ts';
import type { Component } from '../../../discord/components.ts';
import { html, type View } from '../html.ts';
import { useHalf, useHalfState } from '../parts/half-context.ts';
import { Select } from '../parts/select.ts';
import { useSpeech } from '../say.ts';
import { choose } from '../store/acts.ts';
import { choicesOf } from './choices.ts';

/** A select of a message; what it offers of people, roles and channels the sandbox has looked up. */
export function Menu({ component, message }: { component: Component; message: SeenMessage }): View {
  const half = useHalf();
  const { say } = useSpeech();
  const { custom_id: id = '', placeholder, disabled = false, max_values: most = 1 } = component;
  const busy = useHalfState((state) => state.busy.has(`${message.id}/${id}`));
  const seen = message.menus.find((menu) => menu.id === id);
  return html`<div class="d-menu">
    <${Select}
      label=${placeholder || say('select.choose')}
      choices=${choicesOf(component, seen?.options ?? [])}
      selected=${seen?.selected ?? []}
      most=${most}
      disabled=${disabled}
      busy=${busy}
      onChoose=${(values: string[]) => void choose(half, message.id, id, values)}
    />
  </div>`;
}
