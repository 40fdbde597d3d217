import type { SeenMessage } from '../../../contract.ts';
import * as types from '../../../discord/components.ts';
import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { Button } from './button.ts';
import { Gallery, Thumbnail } from './gallery.ts';
import { Menu } from './menu.ts';
import { DiscordText } from './text.ts';

interface Props {
  component: types.Component;
  message: SeenMessage;
}

/**
 * A component of a message, with what is nested in it.
 * https://docs.discord.com/developers/components/reference
 */
function ComponentView({ component, message }: Props): View {
  const { say } = useSpeech();
  const { type } = component;
  if (types.SELECTS.includes(type)) return html`<${Menu} component=${component} message=${message} />`;
  switch (type) {
    case types.CONTAINER:
      return html`<${Container} component=${component} message=${message} />`;
    case types.ROW:
      return html`<div class="d-row">${nested(component.components, message)}</div>`;
    case types.BUTTON:
      return html`<${Button} component=${component} message=${message} />`;
    case types.TEXT_DISPLAY:
      return html`<${DiscordText} source=${component.content ?? ''} />`;
    case types.SECTION:
      return html`<div class="d-section">
        <div class="d-section-words">${nested(component.components, message)}</div>
        ${component.accessory && html`<${ComponentView} component=${component.accessory} message=${message} />`}
      </div>`;
    case types.SEPARATOR:
      return html`<hr class=${`d-separator spacing-${component.spacing ?? 1} ${component.divider === false ? 'bare' : ''}`} />`;
    case types.MEDIA_GALLERY:
      return html`<${Gallery} component=${component} />`;
    case types.THUMBNAIL:
      return html`<${Thumbnail} component=${component} />`;
    case types.FILE:
      return html`<a class="d-file" href=${component.file?.url} target="_blank" rel="noreferrer">${component.file?.url}</a>`;
    default:
      return html`<p class="d-small">${say('unknown.part', { type: String(type) })}</p>`;
  }
}

export function nested(components: readonly types.Component[] | undefined, message: SeenMessage): View {
  return components?.map(
    (component) => html`<${ComponentView} key=${component.id} component=${component} message=${message} />`,
  );
}

function Container({ component, message }: Props): View {
  const { accent_color: accent, spoiler, components } = component;
  const colour = typeof accent === 'number' ? `#${accent.toString(16).padStart(6, '0')}` : undefined;
  return html`<div class=${`d-container${colour ? ' accented' : ''}${spoiler ? ' spoiler' : ''}`} style=${{ borderLeftColor: colour }}>
    ${nested(components, message)}
  </div>`;
}
