/** The yardstick: a discord.js Client with the bot's intents, its own caches, and nothing else. */
import { Client, Events, GatewayIntentBits } from 'discord.js';

const { DISCORD_TOKEN, DISCORD_API_URL } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL } });
client.once(Events.ClientReady, () => process.stdout.write('Ready after all\n'));
await client.login(DISCORD_TOKEN);
