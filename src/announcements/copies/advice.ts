import type { Button } from '../../chat/card.ts';
import type { SendFailure } from '../../chat/platform.ts';
import type { Speaker } from '../../chat/say.ts';
import type { Text } from '../../chat/text.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import * as actions from '../actions.ts';
import type { Announcement } from '../store.ts';
import type { CopyGroup } from './store.ts';

/** Advice where copies are missing, what is worth trying first standing first. */
const ADVICE = ['access', 'channel', 'space', 'permission', 'later', 'stale'] as const;

/** Advice by the reason of a failure; anything else passes by itself or not at all. */
const ADVISED: Partial<Record<SendFailure, (typeof ADVICE)[number]>> = {
  'no-access': 'access',
  'channel-unseen': 'access',
  'channel-gone': 'channel',
  'channel-archived': 'channel',
  'no-channel': 'channel',
  'space-gone': 'space',
  'permission-missing': 'permission',
};

/** @returns why something failed, in words */
export function reasonText(reason: string | null, speak: Speaker): string {
  return speak.say(`failures.${reason ?? 'refused'}` as MessageKey);
}

/** @returns what to do about copies that did not arrive or cannot be changed, each thing once */
export function adviceTexts(copies: readonly CopyGroup[], speak: Speaker): Text[] {
  const wanted = new Set(
    copies.flatMap(({ state, reason }) => {
      if (state === 'stale') return ['stale' as const];
      return state === 'failed' ? [ADVISED[(reason ?? 'refused') as SendFailure] ?? ('later' as const)] : [];
    }),
  );
  return ADVICE.filter((one) => wanted.has(one)).map((one) =>
    one === 'stale' ? speak.say('announcement.stale-advice') : speak.text(`announcement.advice-${one}`),
  );
}

/** @param count how many copies can be posted anew */
export function repostButtons({ id, spaceId, state }: Announcement, count: number, speak: Speaker): Button[] {
  if (state !== 'sent' || count === 0) return [];
  return [
    {
      type: 'button',
      id: actions.repost.id({ space: spaceId, announcement: id }),
      label: speak.say('announcement.button-repost', { count }),
    },
  ];
}
