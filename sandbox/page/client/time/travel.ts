import { ControlProblem, control } from '../store/control.ts';
import { Store } from '../store/store.ts';

/** Zone in which the seeded community lives. */
export const ZONE = 'Europe/Copenhagen';

const SECOND_MS = 1000;

/** Reason for which time could not be moved, when it was tried last. */
export const travel = new Store<{ problem: string | undefined }>({ problem: undefined });

/** Moves the sandbox's time of day. @param duration ISO 8601; days are those of Copenhagen */
export function forward(duration: string): void {
  void attempt(() => control.forward(duration));
}

/** @param instant ms since the epoch; a second later it will be, so that what is due then is due */
export function travelTo(instant: number): void {
  void attempt(() => control.setTime(new Date(instant + SECOND_MS).toISOString()));
}

async function attempt(move: () => Promise<unknown>): Promise<void> {
  try {
    await move();
    travel.set({ problem: undefined });
  } catch (error) {
    if (!(error instanceof ControlProblem)) throw error;
    travel.set({ problem: error.message });
  }
}
