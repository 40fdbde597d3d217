import { pino } from 'pino';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createWebServers } from '../../src/web-servers.ts';
import { freePort } from '../free-port.ts';

const DISCORD = { DISCORD_TOKEN: 'a.b.c' };
const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const CALLED = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'abcdefgh' };
/** As discord.js's ShardingManager sets it for the second of three. */
const SECOND = { SHARDING_MANAGER: 'true', SHARDS: '1', SHARD_COUNT: '3' };

/** @returns the ports that are opened for what others may ask, and for what watches the bot; "same": both are one */
async function opened(environment: Record<string, string>) {
  const { outside, health } = createWebServers(readConfig(environment), pino({ level: 'silent' }));
  try {
    return [await outside.open(), health === outside ? 'same' : health && (await health.open())];
  } finally {
    await Promise.all([outside.stop(), health?.stop()]);
  }
}

test('one port has everything, unless Slack calls there or HEALTH_PORT says otherwise; shards count on', async () => {
  const [PORT, HEALTH_PORT] = [await freePort(), await freePort()].map(String) as [string, string];
  const [port, health] = [Number(PORT), Number(HEALTH_PORT)];
  const both = { PORT, HEALTH_PORT };
  const cases: [string, Record<string, string>, unknown[]][] = [
    ['Discord', { PORT, ...DISCORD }, [port, 'same']],
    ['Socket Mode', { PORT, ...SOCKET }, [port, 'same']],
    ['a worker', { PORT, ...DISCORD, ROLE: 'worker' }, [port, 'same']],
    ['the second shard', { PORT, ...DISCORD, ...SECOND }, [port + 1, 'same']],
    ['Discord, with HEALTH_PORT', { ...both, ...DISCORD }, [port, health]],
    ['the second shard, with HEALTH_PORT', { ...both, ...DISCORD, ...SECOND }, [null, health + 1]],
    ['Slack calls', { PORT, ...CALLED }, [port, null]],
    ['Slack calls, with HEALTH_PORT', { ...both, ...CALLED }, [port, health]],
    ['Slack calls the gateway', { PORT, ...CALLED, ROLE: 'worker' }, [null, null]],
    ['Slack calls the first shard', { PORT, ...DISCORD, ...CALLED, ...SECOND }, [null, null]],
    ['the sandbox', { PORT }, [null, 'same']],
    ['the sandbox, with HEALTH_PORT', both, [null, health]],
  ];
  for (const [name, environment, ports] of cases) expect([name, await opened(environment)]).toEqual([name, ports]);
});

test('each port has its own host setting, and what is wrong names the variable', async () => {
  // An address for documentation, which no machine has: https://www.rfc-editor.org/rfc/rfc5737
  const [PORT, HEALTH_PORT] = [await freePort(), await freePort()].map(String) as [string, string];
  const nowhere = '192.0.2.1';
  await expect(opened({ PORT, ...CALLED, SLACK_HOST: nowhere })).rejects.toThrow(/^SLACK_HOST 192\.0\.2\.1 /);
  await expect(opened({ PORT, ...SOCKET, HEALTH_HOST: nowhere })).rejects.toThrow(/^HEALTH_HOST 192\.0\.2\.1 /);
  const apart = { PORT, HEALTH_PORT, ...CALLED, HEALTH_HOST: nowhere };
  await expect(opened(apart)).rejects.toThrow(/^HEALTH_HOST 192\.0\.2\.1 /);
});
