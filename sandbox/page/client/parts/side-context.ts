import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Says whether the lists lie over the channel, where a window is narrow. */
export const SideContext = createContext({
  open: false,
  show: (): void => undefined,
  close: (): void => undefined,
});

export function useSide() {
  return useContext(SideContext);
}
