import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { Combobox } from '../parts/combobox.ts';
import { useHalf, useHalfState, useReader } from '../parts/half-context.ts';
import { Icon } from '../parts/icon.ts';
import type { Choice } from '../parts/listbox.ts';
import { useSpeech } from '../say.ts';
import { runCommand } from '../store/acts.ts';
import { type Command, descriptionOf, nameOf, type Option } from './commands.ts';
import { OptionBox } from './option-box.ts';

/** A command that was chosen, with the options that are filled in, and the others to add. */
export function CommandBox({ command }: { command: Command }): View {
  const half = useHalf();
  const { say } = useSpeech();
  const { locale } = useReader();
  const box = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [added, setAdded] = useState('');
  const values = useHalfState((state) => state.draft.command?.options) ?? {};
  const filled = useHalfState((state) => state.draft.filled);
  const used = command.options.filter(({ name }) => name in values);
  const others = command.options.filter(({ name }) => !(name in values));
  const focus = (id: string) => box.current?.querySelector<HTMLElement>(`#${id}`)?.focus();
  useLayoutEffect(() => focus('discord-more'), [filled]);
  useLayoutEffect(() => {
    if (added) focus(`discord-option-${added}`);
  }, [added]);

  const change = (options: Record<string, string>) =>
    half.store.set({ draft: { text: '', command: { name: command.name, options }, filled } });
  const cancel = () => half.store.set({ draft: { text: '', filled: filled + 1 } });
  const add = ({ value }: Choice) => {
    setQuery('');
    setAdded(value);
    change({ ...values, [value]: '' });
  };
  const remove = (name: string) => {
    setAdded('');
    change(Object.fromEntries(Object.entries(values).filter(([each]) => each !== name)));
    focus('discord-more');
  };
  const send = () => {
    // What was typed for an option that there is not would be lost.
    if (query.trim() !== '') return focus('discord-more');
    const missing = used.find(({ name, required }) => required && values[name] === '');
    if (missing) return focus(`discord-option-${missing.name}`);
    const options = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
    void runCommand(half, { name: command.name, options }, command.shown);
  };

  const wanted = query.toLowerCase();
  const called = (option: Option) => nameOf(option, locale).toLowerCase();
  const fitting = others.filter((option) => called(option).startsWith(wanted));
  // "hvor" means that one, and not "hvornår", though both begin so.
  const exactFirst = fitting.toSorted(
    (one, other) => Number(called(other) === wanted) - Number(called(one) === wanted),
  );
  const choices = exactFirst.map((option) => ({
    value: option.name,
    label: nameOf(option, locale),
    hint: descriptionOf(option, locale),
  }));
  const unknown = query.trim() !== '' && choices.length === 0;
  return html`<div ref=${box} class="command-box" role="group" aria-label=${`/${command.shown}`}>
    <div class="command-parts">
    <span class="command-name">/${command.shown}</span>
    ${used.map(
      (option) => html`<${OptionBox}
        key=${option.name}
        command=${command}
        option=${option}
        values=${values}
        onInput=${(value: string) => change({ ...values, [option.name]: value })}
        onRemove=${() => remove(option.name)}
        onSend=${send}
        onCancel=${cancel}
      />`,
    )}
    <${Combobox}
      id="discord-more"
      label=${others.length > 0 ? say('command.more') : say('command.send')}
      placeholder=${others.length > 0 ? say('command.others', { count: others.length }) : ''}
      value=${query}
      choices=${choices}
      listLabel=${say('command.options')}
      heading=${html`<p class="popup-heading" role="status">${unknown ? say('command.no-option', { typed: query.trim() }) : command.description}</p>`}
      eager=${query !== ''}
      onInput=${setQuery}
      onPick=${add}
      onEnter=${send}
      onEscape=${cancel}
      onDelete=${() => (used.length > 0 ? remove(used.at(-1)?.name ?? '') : cancel())}
    />
    </div>
    <button type="button" class="quiet-button" aria-label=${say('command.cancel')} onClick=${cancel}><${Icon} name="close" /></button>
    <button type="button" class="send-button" aria-label=${say('command.send')} onClick=${send}><${Icon} name="send" /></button>
  </div>`;
}
