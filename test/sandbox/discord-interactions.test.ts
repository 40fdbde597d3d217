import type { SeenMessage } from '@samling/sandbox/contract.ts';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelSelectMenuBuilder,
  ContainerBuilder,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  RoleSelectMenuBuilder,
  Routes,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { until } from '../waiting.ts';
import {
  APPLICATION,
  CHANNEL,
  HELPERS,
  HERE,
  type Local,
  type LocalSettings,
  login,
  NEWS,
  refused,
  rest,
  startLocal,
} from './discord-local.ts';

const BUTTONS = [
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('ja').setLabel('Deltager').setStyle(ButtonStyle.Success),
    new ButtonBuilder().setCustomId('nej').setLabel('Deltager ikke').setStyle(ButtonStyle.Secondary).setDisabled(),
    new ButtonBuilder().setURL('https://eksempel.dk').setLabel('Læs mere').setStyle(ButtonStyle.Link),
  ),
];

/** A Discord with the command /a, a bot that does as the test says, and a message with buttons. */
async function ready(
  does: (interaction: Interaction) => unknown,
  settings: LocalSettings = {},
): Promise<Local & { card: SeenMessage }> {
  const local = await startLocal(settings);
  await rest(local).put(Routes.applicationCommands(APPLICATION), { body: [{ name: 'a', description: 'a' }] });
  const body = { content: 'Kommer du?', components: BUTTONS.map((row) => row.toJSON()) };
  await rest(local).post(Routes.channelMessages(CHANNEL), { body });
  await login(local, does);
  const [card] = local.discord.channel('yusuf', HERE);
  if (!card) throw new Error('no card');
  return { ...local, card };
}

const MODAL = new ModalBuilder()
  .setCustomId('træf')
  .setTitle('Nyt træf')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('Titel')
      .setDescription('Kort')
      .setTextInputComponent(
        new TextInputBuilder().setCustomId('titel').setStyle(TextInputStyle.Short).setMaxLength(10).setValue('Fest'),
      ),
    new LabelBuilder()
      .setLabel('Slags')
      .setStringSelectMenuComponent(
        new StringSelectMenuBuilder()
          .setCustomId('slags')
          .setRequired(false)
          .addOptions({ label: 'Møde', value: 'meeting' }, { label: 'Fest', value: 'party' }),
      ),
  );

describe('an answer to a command', () => {
  it('is a message that all see, or only the person', async () => {
    let ephemeral = false;
    const { discord } = await ready((interaction) => {
      if (!interaction.isCommand()) return;
      return interaction.reply({ content: 'Hej', ...(ephemeral ? { flags: MessageFlags.Ephemeral } : {}) });
    });
    const shown = await discord.command('yusuf', HERE, { name: 'a' });
    expect(shown).toMatchObject({ result: 'message', message: { text: 'Hej', onlyYou: false, fromBot: true } });
    expect(shown.acknowledgedAfterMs).toEqual(expect.any(Number));
    ephemeral = true;
    const hidden = await discord.command('yusuf', HERE, { name: 'a' });
    expect(hidden).toMatchObject({ result: 'message', message: { text: 'Hej', onlyYou: true } });
    expect(discord.channel('yusuf', HERE).map(({ text }) => text)).toEqual(['Kommer du?', 'Hej', 'Hej']);
    expect(discord.channel('freja', HERE).map(({ text }) => text)).toEqual(['Kommer du?', 'Hej']);
  });

  it('may be deferred: the person waits for the edit', async () => {
    const { discord } = await ready(async (interaction) => {
      if (!interaction.isCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      const components = [new TextDisplayBuilder().setContent('**Færdig**')];
      await interaction.editReply({ components, flags: MessageFlags.IsComponentsV2 });
    });
    const outcome = await discord.command('yusuf', HERE, { name: 'a' });
    expect(outcome).toMatchObject({ result: 'message', message: { text: 'Færdig', onlyYou: true } });
    expect(outcome.message?.editedAt).toBeUndefined();
  });

  it('fills in the deferred one with the first follow-up, and posts the next', async () => {
    const { discord } = await ready(async (interaction) => {
      if (!interaction.isCommand()) return;
      await interaction.deferReply();
      await interaction.followUp({ content: 'først', flags: MessageFlags.Ephemeral });
      await interaction.followUp({ content: 'så', flags: MessageFlags.Ephemeral });
    });
    const outcome = await discord.command('yusuf', HERE, { name: 'a' });
    expect(outcome.message).toMatchObject({ text: 'først', onlyYou: false });
    await until(() => discord.channel('yusuf', HERE).length === 3);
    expect(discord.channel('yusuf', HERE)[2]).toMatchObject({ text: 'så', onlyYou: true });
  });

  it('can be fetched, edited and deleted with the token', async () => {
    const { discord } = await ready(async (interaction) => {
      if (!interaction.isCommand()) return;
      const { resource } = await interaction.reply({ content: 'et', withResponse: true });
      const fetched = await interaction.fetchReply();
      await interaction.editReply(`${fetched.id === resource?.message?.id}`);
      const more = await interaction.followUp('to');
      await interaction.deleteReply(more);
    });
    await discord.command('yusuf', HERE, { name: 'a' });
    await until(() => discord.requests().some(({ method, status }) => method === 'DELETE' && status === 204));
    expect(discord.channel('freja', HERE).map(({ text }) => text)).toEqual(['Kommer du?', 'true']);
  });

  it('that comes too late finds the interaction gone', async () => {
    const late = Promise.withResolvers<unknown>();
    const held = Promise.withResolvers<void>();
    const { discord } = await ready(
      async (interaction) => {
        if (!interaction.isCommand()) return;
        await held.promise;
        late.resolve(await interaction.reply('Hej').catch((error: unknown) => error));
      },
      { patienceMs: 200 },
    );
    const outcome = await discord.command('yusuf', HERE, { name: 'a' });
    expect(outcome).toEqual({ id: outcome.id, result: 'failed' });
    held.resolve();
    expect(await late.promise).toMatchObject({ status: 404, code: 10062 });
  });

  it('can be given only once', async () => {
    const second = Promise.withResolvers<unknown>();
    const { discord, api } = await ready(async (interaction) => {
      if (!interaction.isCommand()) return;
      await interaction.reply('et');
      const body = JSON.stringify({ type: 4, data: { content: 'to' } });
      const url = `${api}/v10${Routes.interactionCallback(interaction.id, interaction.token)}`;
      const headers = { 'content-type': 'application/json' };
      second.resolve(await (await fetch(url, { method: 'POST', body, headers })).json());
    });
    await discord.command('yusuf', HERE, { name: 'a' });
    expect(await second.promise).toEqual({ code: 40060, message: 'Interaction has already been acknowledged.' });
  });

  it('that is over a limit is refused with the path of the field, and may be given again', async () => {
    const first = Promise.withResolvers<unknown>();
    const { discord } = await ready(async (interaction) => {
      if (!interaction.isCommand()) return;
      first.resolve(await interaction.reply('a'.repeat(2001)).catch((error: unknown) => error));
      await interaction.reply('kort');
    });
    expect(await discord.command('yusuf', HERE, { name: 'a' })).toMatchObject({ message: { text: 'kort' } });
    expect(await first.promise).toMatchObject({
      code: 50035,
      rawError: { errors: { data: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } } },
    });
  });
});

describe('a press', () => {
  it('updates the message for all', async () => {
    const { discord, card } = await ready((interaction) => {
      return interaction.isButton() && interaction.update({ content: 'Du kommer', components: [] });
    });
    const outcome = await discord.press('yusuf', card.id, 'Deltager');
    expect(outcome).toMatchObject({ result: 'updated', message: { id: card.id, text: 'Du kommer', buttons: [] } });
    expect(discord.channel('freja', HERE)).toMatchObject([{ text: 'Du kommer' }]);
  });

  it('may be acknowledged first and the message edited after', async () => {
    const { discord, card } = await ready(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferUpdate();
      await interaction.editReply('Du kommer');
    });
    expect(await discord.press('yusuf', card.id, 'ja')).toMatchObject({
      result: 'updated',
      message: { text: 'Du kommer' },
    });
  });

  it('may be acknowledged and answered for the person alone', async () => {
    const { discord, card } = await ready(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferUpdate();
      await interaction.followUp({ content: 'Noteret', flags: MessageFlags.Ephemeral });
    });
    const outcome = await discord.press('yusuf', card.id, 'ja');
    expect(outcome).toMatchObject({ result: 'message', message: { text: 'Noteret', onlyYou: true } });
    expect(discord.channel('yusuf', HERE)[0]).toMatchObject({ text: 'Kommer du?' });
  });

  it('that is only acknowledged shows nothing', async () => {
    const { discord, card } = await ready((interaction) => interaction.isButton() && interaction.deferUpdate());
    expect(await discord.press('yusuf', card.id, 'ja')).toMatchObject({ result: 'acknowledged' });
  });

  it('carries the message, the person and where it was', async () => {
    const seen = Promise.withResolvers<Interaction>();
    const { discord, card } = await ready((interaction) => {
      seen.resolve(interaction);
      return interaction.isButton() && interaction.deferUpdate();
    });
    await discord.press('freja', card.id, 'ja');
    const interaction = await seen.promise;
    expect(interaction).toMatchObject({ customId: 'ja', channelId: CHANNEL, locale: 'en-GB', guildLocale: 'da' });
    expect(interaction.isButton() && interaction.message.id).toBe(card.id);
    expect(interaction.user.globalName).toBe('Freja');
  });

  it.each([
    ['a disabled button', 'nej', 'is disabled'],
    ['a link', 'Læs mere', 'is a link'],
    ['a button that is not there', 'måske', 'has no button'],
  ])('of %s is not possible', async (_, button, why) => {
    const { discord, card } = await ready(() => undefined);
    await expect(discord.press('yusuf', card.id, button)).rejects.toThrow(why);
  });

  it('of a message that only somebody else sees is not possible', async () => {
    const { discord } = await ready((interaction) => {
      if (!interaction.isCommand()) return;
      return interaction.reply({ content: 'Kun dig', components: BUTTONS, flags: MessageFlags.Ephemeral });
    });
    const { message } = await discord.command('yusuf', HERE, { name: 'a' });
    await expect(discord.press('freja', message?.id ?? '', 'ja')).rejects.toThrow('sees no message');
  });

  it('of fifty people at the same moment reaches the bot fifty times', async () => {
    const pressed = new Set<string>();
    const { discord, card } = await ready(
      (interaction) => {
        if (!interaction.isButton()) return;
        pressed.add(interaction.user.id);
        return interaction.update({ content: `${pressed.size} kommer` });
      },
      { guests: 50 },
    );
    const guests = Array.from({ length: 50 }, (_, index) => `gaest-${index + 1}`);
    const outcomes = await Promise.all(guests.map((guest) => discord.press(guest, card.id, 'ja')));
    expect(outcomes.map(({ result }) => result)).toEqual(guests.map(() => 'updated'));
    expect(pressed.size).toBe(50);
  });
});

describe('a menu', () => {
  it('gives what was chosen, by value or by name: words, channels and roles', async () => {
    const chosen: unknown[] = [];
    const { discord } = await ready((interaction) => {
      if (interaction.isCommand()) {
        const words = new StringSelectMenuBuilder().setCustomId('sprog').setPlaceholder('Sprog');
        words.addOptions({ label: 'Dansk', value: 'da', default: true }, { label: 'Engelsk', value: 'en' });
        const channels = new ChannelSelectMenuBuilder().setCustomId('kanal').setPlaceholder('Kanal');
        const roles = new RoleSelectMenuBuilder().setCustomId('rolle').setPlaceholder('Rolle');
        const rows = [words, channels.setChannelTypes(0, 5), roles].map((menu) => ({
          type: 1,
          components: [menu.toJSON()],
        }));
        return interaction.reply({ components: rows, flags: MessageFlags.IsComponentsV2 });
      }
      if (!interaction.isAnySelectMenu()) return;
      chosen.push(interaction.values);
      if (interaction.isChannelSelectMenu())
        chosen.push(interaction.channels.map((channel) => channel && 'name' in channel && channel.name));
      if (interaction.isRoleSelectMenu()) chosen.push(interaction.roles.map(({ name }) => name));
      return interaction.deferUpdate();
    });
    const { message } = await discord.command('yusuf', HERE, { name: 'a' });
    expect(message?.menus).toMatchObject([
      { id: 'sprog', placeholder: 'Sprog', selected: ['da'], options: [{ label: 'Dansk' }, { label: 'Engelsk' }] },
      // Yusuf is not let into the board's channel.
      { id: 'kanal', options: [{ label: 'arrangementer' }, { label: 'opslag' }] },
      { id: 'rolle', options: [{ label: 'Samling' }, { label: 'Frivillig' }, { label: 'Holdet' }] },
    ]);
    const id = message?.id ?? '';
    await discord.choose('yusuf', id, 'Sprog', ['Engelsk']);
    await discord.choose('yusuf', id, 'kanal', ['#opslag']);
    await discord.choose('yusuf', id, 'Rolle', [HELPERS]);
    expect(chosen).toEqual([['en'], [NEWS], ['opslag'], [HELPERS], ['Frivillig']]);
    await expect(discord.choose('yusuf', id, 'kanal', ['bestyrelse'])).rejects.toThrow('cannot be chosen');
  });
});

describe('a form', () => {
  it('opens with what it holds, and comes back with what the person filled in', async () => {
    const got = Promise.withResolvers<unknown[]>();
    const { discord, card } = await ready((interaction) => {
      if (interaction.isButton()) return interaction.showModal(MODAL);
      if (!interaction.isModalSubmit()) return;
      const { fields } = interaction;
      got.resolve([fields.getTextInputValue('titel'), fields.getStringSelectValues('slags'), interaction.message?.id]);
      return interaction.reply({ content: 'Lavet', flags: MessageFlags.Ephemeral });
    });
    const { result, form } = await discord.press('yusuf', card.id, 'ja');
    expect(result).toBe('form');
    expect(form).toMatchObject({
      title: 'Nyt træf',
      fields: [
        { name: 'titel', label: 'Titel', hint: 'Kort', type: 'line', required: true, value: 'Fest' },
        {
          name: 'slags',
          label: 'Slags',
          type: 'choice',
          required: false,
          value: '',
          options: [{ value: 'meeting' }, {}],
        },
      ],
    });
    expect(discord.forms('yusuf')).toEqual([form]);
    const outcome = await discord.submit('yusuf', form?.id ?? '', { slags: 'Møde' });
    expect(outcome).toMatchObject({ result: 'message', message: { text: 'Lavet', onlyYou: true } });
    expect(await got.promise).toEqual(['Fest', ['meeting'], card.id]);
    expect(discord.forms('yusuf')).toEqual([]);
  });

  it('is not sent while a field is empty or too long', async () => {
    const { discord } = await ready((interaction) => interaction.isCommand() && interaction.showModal(MODAL));
    const { form } = await discord.command('yusuf', HERE, { name: 'a' });
    const id = form?.id ?? '';
    expect(await discord.submit('yusuf', id, { titel: '' })).toMatchObject({
      result: 'invalid',
      errors: { titel: expect.any(String) },
    });
    expect(await discord.submit('yusuf', id, { titel: 'a'.repeat(11) })).toMatchObject({ result: 'invalid' });
    expect(discord.forms('yusuf')).toMatchObject([{ errors: { titel: expect.any(String) } }]);
    discord.closeForm('yusuf', id);
    expect(discord.forms('yusuf')).toEqual([]);
  });

  it('cannot be the answer to a form', async () => {
    const second = Promise.withResolvers<unknown>();
    const { discord } = await ready(async (interaction) => {
      if (interaction.isCommand()) return interaction.showModal(MODAL);
      if (!interaction.isModalSubmit()) return;
      const route = Routes.interactionCallback(interaction.id, interaction.token);
      const body = { type: 9, data: MODAL.toJSON() };
      second.resolve(await interaction.client.rest.post(route, { body, auth: false }).catch((error: unknown) => error));
      return interaction.deferReply();
    });
    const { form } = await discord.command('yusuf', HERE, { name: 'a' });
    void discord.submit('yusuf', form?.id ?? '', {});
    expect(await second.promise).toMatchObject({
      code: 50035,
      rawError: { errors: { type: { _errors: [{ code: 'BASE_TYPE_CHOICES' }] } } },
    });
  });

  it.each([
    ['a title of 46 letters', { title: 'a'.repeat(46) }, 'title'],
    ['six fields', { components: Array.from({ length: 6 }, (_, index) => field(`f${index}`)) }, 'components'],
    ['a label of 46 letters', { components: [{ ...field('a'), label: 'a'.repeat(46) }] }, 'components.0.label'],
    [
      'a button',
      { components: [{ type: 1, components: [{ type: 2, style: 1, label: 'a', custom_id: 'a' }] }] },
      'components.0.components.0.type',
    ],
    ['two fields of one name', { components: [field('a'), field('a')] }, 'components.1.component.custom_id'],
  ])('is refused with %s', async (_, change, path) => {
    const answered = Promise.withResolvers<unknown>();
    const { discord } = await ready(async (interaction) => {
      if (!interaction.isCommand()) return;
      const route = Routes.interactionCallback(interaction.id, interaction.token);
      const body = { type: 9, data: { custom_id: 'a', title: 'a', components: [field('a')], ...change } };
      answered.resolve(
        await interaction.client.rest.post(route, { body, auth: false }).catch((error: unknown) => error),
      );
      return interaction.reply('Ok');
    });
    await discord.command('yusuf', HERE, { name: 'a' });
    expect(await answered.promise).toMatchObject({ status: 400, code: 50035 });
    const { rawError } = (await answered.promise) as { rawError: { errors: Record<string, unknown> } };
    const at = path
      .split('.')
      .reduce<unknown>((tree, key) => (tree as Record<string, unknown>)?.[key], rawError.errors.data);
    expect(at).toMatchObject({ _errors: [{}] });
  });
});

describe('the token of an interaction', () => {
  it('is nothing before the interaction is answered, and nothing when it is made up', async () => {
    const early = Promise.withResolvers<unknown>();
    const { discord, ...local } = await ready(async (interaction) => {
      if (!interaction.isCommand()) return;
      early.resolve(await refused(interaction.webhook.send('for tidligt')));
      return interaction.reply('Ok');
    });
    await discord.command('yusuf', HERE, { name: 'a' });
    expect(await early.promise).toMatchObject({ status: 404, code: 10015 });
    const made = rest({ discord, ...local }).post(Routes.webhook(APPLICATION, 'opdigtet'), { body: { content: 'a' } });
    expect(await refused(made)).toMatchObject({ status: 404, code: 10015 });
  });

  it('gives no right to a message that was not made with it', async () => {
    const answer = Promise.withResolvers<unknown>();
    const { discord } = await ready(async (interaction) => {
      if (!interaction.isCommand()) return;
      await interaction.reply('Ok');
      const [card] = discord.channel('yusuf', HERE);
      answer.resolve(await refused(interaction.webhook.editMessage(card?.id ?? '', 'a')));
    });
    await discord.command('yusuf', HERE, { name: 'a' });
    expect(await answer.promise).toMatchObject({ status: 404, code: 10008 });
  });
});

describe('direct messages', () => {
  it('can have buttons that are pressed there', async () => {
    const seen = Promise.withResolvers<Interaction>();
    const local = await ready((interaction) => {
      seen.resolve(interaction);
      if (!interaction.isButton()) return;
      const text = new TextDisplayBuilder().setContent('Godt');
      return interaction.update({
        content: null,
        components: [new ContainerBuilder().addTextDisplayComponents(text)],
        flags: MessageFlags.IsComponentsV2,
      });
    });
    const client = rest(local);
    const { id } = (await client.post(Routes.userChannels(), { body: { recipient_id: '14000000000000002' } })) as {
      id: string;
    };
    const body = { content: 'Husk', components: BUTTONS.map((row) => row.toJSON()) };
    await client.post(Routes.channelMessages(id), { body });
    const [reminder] = local.discord.directMessages('yusuf');
    expect(reminder).toMatchObject({ text: 'Husk', space: '', channel: id });
    expect(await local.discord.press('yusuf', reminder?.id ?? '', 'ja')).toMatchObject({
      result: 'updated',
      message: { text: 'Godt' },
    });
    expect(await seen.promise).toMatchObject({ guildId: null, context: 1, user: { id: '14000000000000002' } });
    expect(local.discord.directMessages('freja')).toEqual([]);
  });
});

function field(name: string) {
  return { type: 18, label: 'a', component: { type: 4, custom_id: name, style: 1 } };
}
