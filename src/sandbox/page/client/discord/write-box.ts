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
  const fill = (value: string) => half.store.set({ draft: { text: value, filled: 0 } });
  const found = text.startsWith('/') ? matching(commands, text.slice(1)) : [];
  const pick = ({ value }: Choice) => {
    const required = commands.find(({ name }) => name === value)?.options.filter((option) => option.required) ?? [];
    const options = Object.fromEntries(required.map(({ name }) => [name, '']));
    half.store.set({ draft: { text: '', command: { name: value, options }, filled: filled + 1 } });
  };
  const send = () => {
    if (text.trim() !== '') void sendText(half, text);
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
