import { html, type View } from '../html.ts';
import { useHalfState, useReader } from '../parts/half-context.ts';
import { useSpeech } from '../say.ts';
import { DIRECT } from '../store/half.ts';
import { CommandBox } from './command-box.ts';
import { commandsFor } from './commands.ts';
import { WriteBox } from './write-box.ts';

/** The field in which a person writes, or uses a command. */
export function DiscordComposer(): View {
  const { say } = useSpeech();
  const reader = useReader();
  const channel = useHalfState((state) => state.channel);
  const chosen = useHalfState((state) => state.draft.command?.name);
  if (channel === DIRECT)
    return html`<p class="composer-note">${say('direct.note', { name: reader.space?.bot.name ?? '' })}</p>`;
  const commands = reader.space && reader.person ? commandsFor(reader.space, reader.person) : [];
  const command = commands.find(({ name }) => name === chosen);
  return html`<div class="composer d-composer">
    ${command ? html`<${CommandBox} key=${command.name} command=${command} />` : html`<${WriteBox} commands=${commands} />`}
  </div>`;
}
