import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { Combobox } from '../parts/combobox.ts';
import { useHalf, useHalfState, useReader } from '../parts/half-context.ts';
import { Icon } from '../parts/icon.ts';
import type { Choice } from '../parts/listbox.ts';
import { useSpeech } from '../say.ts';
import { runCommand } from '../store/acts.ts';
import { type Command, descriptionOf, nameOf, type Option } from './commands.ts';
import { givenValue, OptionBox } from './option-box.ts';
import { asTyped, typedOptions } from './typed-command.ts';

/** A command that was chosen, with the options that are filled in, and the others to add. */
export function CommandBox({ command }: { command: Command }): View {
  const half = useHalf();
  const { say } = useSpeech();
  const reader = useReader();
  const { locale } = reader;
  const box = useRef<HTMLDivElement>(null);
  const query = useHalfState((state) => state.draft.text);
  const [added, setAdded] = useState('');
  const values = useHalfState((state) => state.draft.command?.options) ?? {};
  const filled = useHalfState((state) => state.draft.filled);
  const used = command.options.filter(({ name }) => name in values);
  const others = command.options.filter(({ name }) => !(name in values));
  const focus = (id: string) => box.current?.querySelector<HTMLElement>(`#${id}`)?.focus();
  const missing = used.find(({ name, required }) => required && values[name]?.trim() === '');
  const missingId = missing && `discord-option-${missing.name}`;
  useLayoutEffect(() => focus(missingId ?? 'discord-more'), [filled]);
  useLayoutEffect(() => {
    if (added) focus(`discord-option-${added}`);
  }, [added]);

  const change = (options: Record<string, string>, text = query) =>
    half.store.set({ draft: { text, command: { name: command.name, options }, filled } });
  const leave = (text: string) => half.store.set({ draft: { text, filled: filled + 1 } });
  const cancel = () => leave('');
  // What is filled in stays as words, which can be sent after all.
  const putBack = () =>
    leave(
      Object.values(values).some((value) => value.trim() !== '')
        ? asTyped(command, values, (option) => nameOf(option, locale))
        : '',
    );
  const add = ({ value }: Choice) => {
    setAdded(value);
    change({ ...values, [value]: '' }, '');
  };
  /** Goes on with the options whose names are in what is typed. @returns what stands before them */
  const typeInto = (text: string, keep: (rest: string) => [Record<string, string>, string]) => {
    const { rest, values: more } = typedOptions(others, text);
    const last = Object.keys(more).at(-1);
    const [kept, left] = keep(last === undefined ? text : rest);
    if (last !== undefined) setAdded(last);
    change({ ...kept, ...more }, left);
  };
  const remove = (name: string) => {
    setAdded('');
    change(Object.fromEntries(Object.entries(values).filter(([each]) => each !== name)));
    focus('discord-more');
  };
  const send = () => {
    // What was typed for an option that there is not would be lost.
    if (query.trim() !== '') return focus('discord-more');
    if (missingId) return focus(missingId);
    const given = used.filter(({ name }) => values[name]?.trim() !== '');
    const options = Object.fromEntries(
      given.map((option) => [option.name, givenValue(option, values[option.name] ?? '', reader, say)]),
    );
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
        onInput=${(value: string) => typeInto(value, (rest) => [{ ...values, [option.name]: rest.trimStart() }, query])}
        onRemove=${() => remove(option.name)}
        onSend=${send}
        onCancel=${putBack}
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
      onInput=${(value: string) => typeInto(value, (rest) => [values, rest])}
      onPick=${add}
      onEnter=${send}
      onEscape=${putBack}
      onDelete=${() => (used.length > 0 ? remove(used.at(-1)?.name ?? '') : cancel())}
    />
    </div>
    <button type="button" class="quiet-button" aria-label=${say('command.cancel')} onClick=${cancel}><${Icon} name="close" /></button>
    <button type="button" class="send-button" aria-label=${say('command.send')} onClick=${send}><${Icon} name="send" /></button>
  </div>`;
}
