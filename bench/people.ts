import { setTimeout as delay } from 'node:timers/promises';
import type { Place } from '@samling/sandbox/contract.ts';
import type { RemotePlatform } from '@samling/sandbox/control/client.ts';

const WITHIN_MS = 20_000;
const POLL_MS = 20;

/**
 * Waits until somebody sees a message with such a button.
 * @returns the ids of both
 * @throws Error when nobody does in time
 */
export async function buttonOn(platform: RemotePlatform, as: string, place: Place, label: string) {
  const until = performance.now() + WITHIN_MS;
  while (performance.now() < until) {
    for (const message of await platform.channel(as, place)) {
      const button = message.buttons.find((one) => one.label === label);
      if (button) return { message: message.id, button: button.id };
    }
    await delay(POLL_MS);
  }
  throw new Error(`${as} sees no button “${label}” on ${platform.name}.`);
}
