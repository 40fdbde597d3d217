import { NOTIFY_HINDRANCES, type Notifiable } from '../../chat/platform.ts';

/** Reason for which a role or user group is not notified. */
export const PING_HINDRANCES = [...NOTIFY_HINDRANCES, 'nobody', 'grown'] as const;
export type PingHindrance = (typeof PING_HINDRANCES)[number];

/** People whom a ping reaches, or why it does not go. */
export type Decision = { name: string; people: number } | { hindrance: PingHindrance };

/** @returns whether a role may be offered for confirmation: one that nobody has notifies nobody */
export function offer(found: Notifiable): Decision {
  return 'people' in found && found.people === 0 ? { hindrance: 'nobody' } : found;
}

/**
 * @param confirmed how many people the author said yes to
 * @returns whether the ping goes: not when it would now reach many more, over a quarter and over ten
 */
export function decide(confirmed: number, found: Notifiable): Decision {
  const grown = 'people' in found && found.people > confirmed * 1.25 && found.people > confirmed + 10;
  return grown ? { hindrance: 'grown' } : offer(found);
}
