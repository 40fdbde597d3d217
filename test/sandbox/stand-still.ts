import { vi } from 'vitest';

/** The clock by which limits count stands still until the test is over: requests come as slowly as the machine is. */
export function standStill(): void {
  vi.spyOn(Date, 'now').mockReturnValue(Date.now());
}
