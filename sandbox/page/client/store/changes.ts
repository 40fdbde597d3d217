/** Change of which the sandbox tells. `as`: the only person who sees it. */
export interface Change {
  platform: 'discord' | 'slack';
  kind: string;
  space?: string;
  channel?: string;
  as?: string;
}

export interface Listener {
  changed(change: Change): void;
  /** @param now the time of day in ms since the epoch, from now on */
  timeSet(now: number): void;
  /** The stream is open: at first, and again after it was lost. What was missed must be read anew. */
  connected(): void;
  lost(): void;
}

/** A browser gives a stream up for good when the server refuses it; then it is opened anew after this long. */
const RETRY_MS = 2000;

/** Hears of every change as it happens, for as long as the page is open. */
export function listen(listener: Listener): void {
  const stream = new EventSource('/control/changes');
  stream.addEventListener('open', () => listener.connected());
  stream.addEventListener('changed', (event) => listener.changed(JSON.parse(event.data) as Change));
  stream.addEventListener('time', (event) => {
    const { now } = JSON.parse(event.data) as { now: string };
    listener.timeSet(Date.parse(now));
  });
  stream.addEventListener('error', () => {
    listener.lost();
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(listener), RETRY_MS);
  });
}
