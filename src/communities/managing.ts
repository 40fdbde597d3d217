import { setTimeout as delay } from 'node:timers/promises';
import type { SpaceRef } from '../chat/call.ts';
import { type Platform, SendError } from '../chat/platform.ts';

/** Longest wait for one platform, in ms: somebody may wait for an answer, or for an announcement that is due. */
const PATIENCE_MS = 5_000;

/**
 * Asks the platform of a space whether somebody manages it, both by the platform's own ids. Never inside a transaction.
 * @returns null when the platform does not tell just now
 */
export type Manages = (space: SpaceRef, account: string) => Promise<boolean | null>;

/** @param platforms by name, those that are connected */
export function managesOn(platforms: ReadonlyMap<string, Platform>): Manages {
  return async (space, account) => {
    const platform = platforms.get(space.platform);
    if (!platform) return null;
    return Promise.race([ask(platform, space.id, account), delay(PATIENCE_MS, null, { ref: false })]);
  };
}

async function ask(platform: Platform, space: string, account: string): Promise<boolean | null> {
  try {
    const { mayManage, unsure } = await platform.member(space, account);
    return mayManage || (unsure ? null : false);
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    return error.outcome.kind === 'never' ? false : null;
  }
}
