import { Client, GatewayIntentBits, MessageFlags } from 'discord.js';

/** A bare bot on Discord: it answers `/coffee` so that only the asker sees it. */
export async function startDiscordBot(api: string, token: string): Promise<Client<true>> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
  client.on('interactionCreate', async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply({ content: 'There is coffee.', flags: MessageFlags.Ephemeral });
  });
  await client.login(token);
  const ready = client as Client<true>;
  await ready.application.commands.set([{ name: 'coffee', description: 'Is there coffee?' }]);
  return ready;
}
