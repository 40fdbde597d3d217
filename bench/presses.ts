import type { RemotePlatform } from '@samling/sandbox/control/client.ts';
import { buttonOn } from './people.ts';

/** Channel in which all that is pressed stands. */
export const CHANNEL = 'arrangementer';

/** Presses as a guest. @returns ms from when the sandbox sent it until the acknowledgement was there */
export type Press = (guest: number) => Promise<number>;

/** Publishes a meetup with room for everyone. */
export async function publishMeetup(platform: RemotePlatform): Promise<void> {
  const slack = platform.name === 'slack';
  const [organiser, place] = [slack ? 'aase' : 'maja', placeOn(platform)];
  const options = { title: 'Fællesspisning', when: 'i morgen kl. 19', where: 'Gården' };
  const text = `create ${Object.entries(options)
    .map(([key, value]) => `${key}: ${value}`)
    .join(' ')}`;
  await platform.command(organiser, place, slack ? { name: '/meetup', text } : { name: 'meetup create', options });
  const draft = await buttonOn(platform, organiser, place, 'Slå op');
  await platform.press(organiser, draft.message, draft.button);
}

/** @returns presses on the meetup, by which each guest changes their answer */
export function answersOn(platform: RemotePlatform): Press {
  const times = new Map<number, number>();
  return pressesOf(platform, (guest) => {
    const before = times.get(guest) ?? 0;
    times.set(guest, before + 1);
    return before % 2 === 0 ? 'Kommer' : 'Kommer ikke';
  });
}

/** @param labelOf label of the button that a guest presses next */
export function pressesOf(platform: RemotePlatform, labelOf: (guest: number) => string): Press {
  const known = new Map<string, Promise<{ message: string; button: string }>>();
  return async (guest) => {
    const label = labelOf(guest);
    const button = known.get(label) ?? buttonOn(platform, 'gaest-1', placeOn(platform), label);
    known.set(label, button);
    const found = await button;
    const outcome = await platform.press(`gaest-${guest + 1}`, found.message, found.button);
    if (outcome.acknowledgedAfterMs === undefined) throw new Error(`A press on ${platform.name} was not acknowledged.`);
    return outcome.acknowledgedAfterMs;
  };
}

function placeOn({ name }: RemotePlatform) {
  return { space: name === 'slack' ? 'RÅ Frivillige' : 'RÅ Festival', channel: CHANNEL };
}
