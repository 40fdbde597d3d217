import type { SeenForm } from '../../../contract.ts';
import * as types from '../../../discord/components.ts';
import { html, type View } from '../html.ts';
import { Dialog } from '../parts/dialog.ts';
import { useForm } from '../parts/use-form.ts';
import { useSpeech } from '../say.ts';
import { DiscordField } from './field.ts';
import { rawModal } from './raw.ts';
import { DiscordText } from './text.ts';

/** A modal: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal */
export function DiscordModal({ form }: { form: SeenForm }): View {
  const { say } = useSpeech();
  const filling = useForm(form);
  const { title, components } = rawModal(form);
  const onSubmit = (event: Event) => {
    event.preventDefault();
    void filling.send();
  };
  return html`<${Dialog} title=${title} filling=${filling}>
    <form class="dialog-form" onSubmit=${onSubmit} novalidate>
      <div class="dialog-body">
        ${filling.problem && html`<p class="dialog-problem" role="alert">${say(filling.problem)}</p>`}
        ${components.map((top) => {
          if (top.type === types.TEXT_DISPLAY) return html`<${DiscordText} source=${top.content ?? ''} />`;
          return types.walk([top]).map((component) => {
            const field = form.fields.find(({ name }) => name === component.custom_id);
            return (
              field &&
              html`<${DiscordField} key=${field.name} component=${component} field=${field} filling=${filling} />`
            );
          });
        })}
      </div>
      <footer class="dialog-foot">
        <button type="button" class="d-button plain" onClick=${filling.close}>${say('form.cancel')}</button>
        <button type="submit" class="d-button primary" aria-busy=${filling.sending || null}>
          ${say('form.submit')}
        </button>
      </footer>
    </form>
  <//>`;
}
