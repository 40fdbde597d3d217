import type { SeenForm } from '../../../contract.ts';
import { type Json, objectOf, objectsOf, stringOf } from '../../../slack/json.ts';
import { html, type View } from '../html.ts';
import { Dialog } from '../parts/dialog.ts';
import { type Filling, useForm } from '../parts/use-form.ts';
import { useSpeech } from '../say.ts';
import { BlockView } from './block.ts';
import { SlackField } from './field.ts';
import { plainText } from './text-object.ts';

/** A modal: https://docs.slack.dev/surfaces/modals */
export function SlackModal({ form }: { form: SeenForm }): View {
  const { say } = useSpeech();
  const filling = useForm(form);
  const view = objectOf(form.raw);
  const onSubmit = (event: Event) => {
    event.preventDefault();
    void filling.send();
  };
  const closing = plainText(view.close) || say('form.cancel');
  return html`<${Dialog} title=${form.title} filling=${filling}>
    <form class="dialog-form" onSubmit=${onSubmit} novalidate>
      <div class="dialog-body">
        ${filling.problem && html`<p class="dialog-problem" role="alert">${say(filling.problem)}</p>`}
        ${objectsOf(view.blocks).map((block) => html`<${Part} key=${block.block_id} block=${block} form=${form} filling=${filling} />`)}
      </div>
      <footer class="dialog-foot">
        <button type="button" class="s-button" onClick=${filling.close}>${closing}</button>
        ${
          form.submit &&
          html`<button type="submit" class="s-button primary" aria-busy=${filling.sending || null}>
            ${form.submit}
          </button>`
        }
      </footer>
    </form>
  <//>`;
}

function Part({ block, form, filling }: { block: Json; form: SeenForm; filling: Filling }): View {
  if (block.type !== 'input')
    return html`<${BlockView} block=${block} surface=${{ id: form.id, menus: menusOf(form) }} />`;
  const field = form.fields.find(({ name }) => name === stringOf(block.block_id));
  return field ? html`<${SlackField} block=${block} field=${field} filling=${filling} />` : null;
}

/** Menus of a modal that tell the bot at once; the sandbox lists them among the fields, by block and action. */
function menusOf(form: SeenForm) {
  const blocks = objectsOf(objectOf(form.raw).blocks).filter(({ type }) => type !== 'input');
  const elements = blocks.flatMap((block) => [
    ...objectsOf(block.elements).map((element) => ({ block, element })),
    { block, element: objectOf(block.accessory) },
  ]);
  return elements.flatMap(({ block, element }) => {
    const [blockId, actionId] = [stringOf(block.block_id), stringOf(element.action_id)];
    const field = form.fields.find(({ name }) => name === `${blockId}/${actionId}` || name === blockId);
    if (!field?.options) return [];
    return [
      { id: actionId, placeholder: '', options: field.options, selected: field.value.split(',').filter(Boolean) },
    ];
  });
}
