import { drawDate } from '../../../slack/dates.ts';
import { html, type View } from '../html.ts';
import { useReader } from '../parts/half-context.ts';
import { useNow } from '../store/clock.ts';

interface Props {
  seconds: string;
  format: string;
  url?: string | undefined;
  fallback: string;
}

/** A date in the reader's zone and language; what Slack cannot draw stands as its fallback. */
export function DateView({ seconds, format, url, fallback }: Props): View {
  const { locale, zone } = useReader();
  const drawn = drawDate(seconds, format, { locale, zone, now: useNow() });
  if (drawn === undefined) return fallback;
  const time = html`<time datetime=${new Date(Number(seconds) * 1000).toISOString()} title=${fallback}>${drawn}</time>`;
  return url ? html`<a href=${url} target="_blank" rel="noreferrer">${time}</a>` : time;
}
