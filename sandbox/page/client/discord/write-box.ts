import { useLayoutEffect, useRef } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { Avatar } from '../parts/avatar.ts';
import { Combobox } from '../parts/combobox.ts';
import { useHalf, useHalfState, useReader } from '../parts/half-context.ts';
import { Icon } from '../parts/icon.ts';
import type { Choice } from '../parts/listbox.ts';
import { useSpeech } from '../say.ts';
import { say as sendText } from '../store/acts.ts';
import { type Command, matching } from './commands.ts';
import { type TypedCommand, typedCommand } from './typed-command.ts';

/** A plain message; "/" opens the command picker. */
export function WriteBox({ commands }: { commands: readonly Command[] }): View {
  const half = useHalf();
  const { say } = useSpeech();
  const reader = useReader();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { text, filled } = useHalfState((state) => state.draft);
  const channel = useHalfState((state) => state.channel);
  useLayoutEffect(() => {
    if (filled > 0) field.current?.focus();
  }, [filled]);
  const begin = ({ command, values, rest }: TypedCommand) =>
    half.store.set({ draft: { text: rest, command: { name: command.name, options: values }, filled: filled + 1 } });
  const fill = (value: string) => {
    const typed = typedCommand(commands, value);
    if (typed) begin(typed);
    else half.store.set({ draft: { text: value, filled: 0 } });
  };
  const found = text.startsWith('/') ? matching(commands, text.slice(1)) : [];
  const pick = ({ value }: Choice) => {
    const typed = typedCommand(commands, `/${value} `);
    if (typed) begin(typed);
  };
  const send = () => {
    // A command that was put back into words.
    const typed = typedCommand(commands, `${text} `);
    if (typed) begin(typed);
    else if (text.trim() !== '') void sendText(half, text);
  };
  return html`<div class="write-box">
  <${Combobox}
    id="discord-write"
    field=${field}
    label=${say('composer.label', { channel: reader.channel(channel) ?? '' })}
    placeholder=${say('composer.discord', { channel: reader.channel(channel) ?? '' })}
    value=${text}
    choices=${found.map(({ name, shown, description }) => ({ value: name, label: `/${shown}`, hint: description }))}
    listLabel=${say('composer.commands')}
    heading=${found.length > 0 && html`<p class="popup-heading"><${Avatar} name="" bot=${true} /> ${reader.space?.bot.name}</p>`}
    eager=${true}
    multiline=${true}
    onInput=${fill}
    onPick=${pick}
    onEnter=${send}
  />
  ${text.trim() !== '' && html`<button type="button" class="send-button" aria-label=${say('composer.send')} onClick=${send}><${Icon} name="send" /></button>`}
  </div>`;
}
