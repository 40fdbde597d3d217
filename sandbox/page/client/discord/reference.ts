import { walk } from '../../../discord/components.ts';
import { html, type View } from '../html.ts';
import { Avatar } from '../parts/avatar.ts';
import { useHalfState, useReader } from '../parts/half-context.ts';
import { useSpeech } from '../say.ts';
import { COMMAND, type RawMessage } from './raw.ts';
import { DiscordLine } from './text.ts';

/** The line above a message that answers a command, or another message. */
export function Reference({ raw }: { raw: RawMessage }): View {
  const { interaction_metadata: interaction, referenced_message: answered } = raw;
  if (answered) return html`<${Answered} raw=${answered} />`;
  return interaction?.type === COMMAND ? html`<${Used} interaction=${interaction} />` : null;
}

/** Discord's messages do not say which command it was: of one's own it is known from having used it. */
function Used({ interaction }: { interaction: NonNullable<RawMessage['interaction_metadata']> }): View {
  const { say } = useSpeech();
  const reader = useReader();
  const command = useHalfState((state) => state.used.get(interaction.id));
  const name = reader.user(interaction.user.id) ?? interaction.user.global_name ?? '';
  return html`<p class="d-reference">
    <${Avatar} name=${name} />
    <span class="d-reference-name">${name}</span>
    ${command === undefined ? say('discord.used-some') : html`${say('discord.used')} <span class="mention">/${command}</span>`}
  </p>`;
}

function Answered({ raw }: { raw: RawMessage }): View {
  const reader = useReader();
  const name = reader.user(raw.author.id) ?? '';
  const bot = raw.author.id === reader.space?.bot.id;
  return html`<p class="d-reference">
    <${Avatar} name=${name} bot=${bot} />
    <span class="d-reference-name">${name}</span>
    <span class="d-reference-words"><${DiscordLine} source=${firstLine(raw)} /></span>
  </p>`;
}

/** @returns the first line that says something, without what makes a line a heading, small print or a quotation. */
function firstLine({ content, components }: RawMessage): string {
  const texts = [content, ...walk(components).map((component) => component.content ?? '')];
  const line = texts.flatMap((text) => text.split('\n')).find((one) => one.trim() !== '') ?? '';
  return line.replace(/^(#{1,3}|-#|>) +/, '');
}
