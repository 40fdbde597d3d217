import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Command, commandsFor } from '../discord/commands.ts';
import { html, type View } from '../html.ts';
import { Avatar } from '../parts/avatar.ts';
import { Combobox } from '../parts/combobox.ts';
import { useHalf, useHalfState, useReader } from '../parts/half-context.ts';
import { Icon } from '../parts/icon.ts';
import { useSpeech } from '../say.ts';
import { runCommand, say as sendText } from '../store/acts.ts';
import { DIRECT } from '../store/half.ts';
import { useStore } from '../store/store.ts';
import { world } from '../store/world.ts';

/** The field in which a person writes, or types a slash command with what stands after it. */
export function SlackComposer(): View {
  const half = useHalf();
  const { say } = useSpeech();
  const reader = useReader();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { text, filled } = useHalfState((state) => state.draft);
  const channel = useHalfState((state) => state.channel);
  const commands = useCommands(reader.locale);
  useLayoutEffect(() => {
    if (filled > 0) field.current?.focus();
  }, [filled]);
  if (channel === DIRECT)
    return html`<p class="composer-note">${say('direct.note', { name: reader.space?.bot.name ?? '' })}</p>`;
  const fill = (value: string) => half.store.set({ draft: { text: value, filled: 0 } });
  const send = () => {
    const [, name, rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
    if (name) void runCommand(half, { name, text: rest }, text.trim());
    else if (text.trim() !== '') void sendText(half, text);
  };
  const found = /^\/\S*$/.test(text) ? commands.filter(({ name }) => `/${name}`.startsWith(text)) : [];
  const typed = commands.find(({ name }) => text.startsWith(`/${name} `));
  return html`<div class="composer s-composer">
    <${Combobox}
      id="slack-write"
      field=${field}
      label=${say('composer.label', { channel: reader.channel(channel) ?? '' })}
      placeholder=${say('composer.slack', { channel: reader.channel(channel) ?? '' })}
      value=${text}
      choices=${found.map(({ name, description }) => ({ value: name, label: `/${name}`, hint: description }))}
      listLabel=${say('composer.commands')}
      heading=${found.length > 0 ? html`<p class="popup-heading"><${Avatar} name="" bot=${true} /> ${reader.space?.bot.name}</p>` : typed && html`<${Usage} command=${typed} />`}
      eager=${found.length > 0}
      multiline=${true}
      onInput=${fill}
      onPick=${({ value }: { value: string }) => half.store.set({ draft: { text: `/${value} `, filled: filled + 1 } })}
      onEnter=${send}
    />
    <div class="s-composer-foot">
      <button type="button" class="send-button" aria-label=${say('composer.send')} disabled=${text.trim() === ''} onClick=${send}>
        <${Icon} name="send" />
      </button>
    </div>
  </div>`;
}

interface Typed {
  name: string;
  description: string;
  after: Command[];
}

/** Shows what can stand after a command, as Slack shows the usage hint of an app's manifest. */
function Usage({ command }: { command: Typed }): View {
  return html`<p class="popup-heading">
    <strong>/${command.name}</strong> [${command.after.map(({ name }) => name.split(' ').slice(1).join(' ')).join(' | ')}]
  </p>`;
}

/**
 * Slack's client knows commands from the app's manifest, which never comes over the wire. It is the same bot, so they
 * are those that it has registered on the local Discord, by their one name.
 */
function useCommands(language: string): Typed[] {
  const spaces = useStore(world, (value) => value.spaces) ?? [];
  const source = spaces.find((space) => space.commands.length > 0);
  if (!source) return [];
  const locale = /^da\b/.test(language) ? 'da' : language;
  const everyone = { key: '', id: '', name: '', language: locale, zone: '', permissions: '8' };
  const all = commandsFor(source, everyone);
  const names = [...new Set(all.map(({ name }) => name.split(' ')[0] ?? ''))].toSorted();
  return names.map((name) => {
    const after = all.filter((command) => command.name.startsWith(`${name} `));
    return { name, after, description: after[0]?.of ?? '' };
  });
}
