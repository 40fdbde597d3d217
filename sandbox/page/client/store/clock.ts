import { useEffect, useReducer } from 'preact/hooks';
import { Store } from './store.ts';

const MINUTE_MS = 60_000;

/** Distance of the sandbox's time of day from this machine's, in ms. */
export const clock = new Store({ offset: 0 });

/** @param instant the sandbox's time of day, in ms since the epoch */
export function setClock(instant: number): void {
  clock.set({ offset: instant - Date.now() });
}

/** @returns the sandbox's time of day, in ms since the epoch */
export function now(): number {
  return Date.now() + clock.value.offset;
}

/** @returns the sandbox's time of day; the component is drawn again at each full minute, and when time is set */
export function useNow(): number {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(tick, MINUTE_MS - (now() % MINUTE_MS));
    };
    const tick = () => {
      redraw(0);
      wait();
    };
    wait();
    const stop = clock.listen(() => {
      clearTimeout(timer);
      tick();
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return now();
}
