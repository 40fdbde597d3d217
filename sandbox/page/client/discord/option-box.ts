import { useEffect, useRef, useState } from 'preact/hooks';
import { html, type View } from '../html.ts';
import { Combobox } from '../parts/combobox.ts';
import { type Reader, useHalf, useReader } from '../parts/half-context.ts';
import type { Choice } from '../parts/listbox.ts';
import { useSpeech } from '../say.ts';
import { ControlProblem } from '../store/control.ts';
import { latest } from '../store/latest.ts';
import { channelsFor } from '../store/world.ts';
import { type Command, descriptionOf, nameOf, OPTION, type Option } from './commands.ts';

interface Props {
  command: Command;
  option: Option;
  values: Readonly<Record<string, string>>;
  onInput(value: string): void;
  onRemove(): void;
  onSend(): void;
  onCancel(): void;
}

/** One option of a command: what is typed may be proposed by the bot, or chosen from what there is. */
export function OptionBox(props: Props): View {
  const { option, values, onInput } = props;
  const { say } = useSpeech();
  const reader = useReader();
  const [picked, setPicked] = useState<Choice>();
  const value = values[option.name] ?? '';
  const proposed = useProposals(props);
  const name = nameOf(option, reader.locale);
  const shown = picked?.value === value ? picked.label : value;
  const offered = choicesFor(option, reader, say);
  const fitting = offered.filter(({ label }) => label.toLowerCase().includes(shown.toLowerCase()));
  const choices = option.autocomplete ? proposed : picked?.value === value ? offered : fitting;
  const pick = (choice: Choice) => {
    setPicked(choice);
    onInput(choice.value);
  };
  return html`<span class="command-option">
    <label for=${`discord-option-${option.name}`}>${name}</label>
    <${Combobox}
      id=${`discord-option-${option.name}`}
      label=${name}
      value=${shown}
      choices=${choices.filter((choice) => choice.value !== value)}
      listLabel=${say('command.proposals', { option: name })}
      heading=${html`<p class="popup-heading"><strong>${name}</strong> ${descriptionOf(option, reader.locale)}</p>`}
      onInput=${onInput}
      onPick=${pick}
      onEnter=${props.onSend}
      onEscape=${props.onCancel}
      onDelete=${props.onRemove}
    />
  </span>`;
}

/** Proposes what the bot offers for what is typed so far; asked again whenever that has changed. */
function useProposals({ command, option, values }: Props): Choice[] {
  const half = useHalf();
  const [proposed, setProposed] = useState<Choice[]>([]);
  const typed = useRef(values);
  typed.current = values;
  const ask = useRef(
    latest(async () => {
      const options = Object.fromEntries(Object.entries(typed.current).filter(([, value]) => value !== ''));
      const asked = { name: command.name, options, focused: option.name };
      const found = await half.acting.suggest(half.place, asked).catch(nothingWhenRefused);
      setProposed(found.map(({ name, value }) => ({ value, label: name })));
    }),
  );
  useEffect(() => {
    if (option.autocomplete) void ask.current();
  }, [option.autocomplete, values[option.name]]);
  return proposed;
}

/** The client shows no proposals when it gets none, and lets the person type on. */
function nothingWhenRefused(error: unknown): { name: string; value: string }[] {
  if (error instanceof ControlProblem) return [];
  throw error;
}

/** @returns what a typed value stands for, where an option offers a list: what is called so */
export function givenValue(
  option: Option,
  typed: string,
  reader: Reader,
  say: ReturnType<typeof useSpeech>['say'],
): string {
  const called = typed.trim().toLowerCase().replace(/^[@#]/, '');
  const fits = ({ label }: Choice) => label.toLowerCase().replace(/^[@#]/, '') === called;
  return choicesFor(option, reader, say).find(fits)?.value ?? typed;
}

function choicesFor(
  option: Option,
  { space, person, locale }: Reader,
  say: ReturnType<typeof useSpeech>['say'],
): Choice[] {
  const named = (label: string) => (one: { id: string; name: string }) => ({ value: one.id, label: label + one.name });
  const people = () => (space?.people ?? []).map(named('@'));
  const roles = () => (space?.roles ?? []).filter(({ id }) => id !== space?.id).map(named('@'));
  switch (option.type) {
    case OPTION.boolean:
      return [
        { value: 'true', label: say('command.yes') },
        { value: 'false', label: say('command.no') },
      ];
    case OPTION.user:
      return people();
    case OPTION.role:
      return roles();
    case OPTION.mentionable:
      return [...people(), ...roles()];
    case OPTION.channel:
      return channelsFor(space, person?.key ?? '').map(named('#'));
    default:
      return (option.choices ?? []).map((choice) => ({ value: String(choice.value), label: nameOf(choice, locale) }));
  }
}
