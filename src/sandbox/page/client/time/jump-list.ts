import { html, type View } from '../html.ts';
import { shortMoment } from '../parts/time.ts';
import { type TextKey, useSpeech } from '../say.ts';
import { useNow } from '../store/clock.ts';
import { useKnownMeetups } from './known-meetups.ts';
import type { Meetup } from './meetups.ts';
import { travelTo, ZONE } from './travel.ts';

const HOUR_MS = 3_600_000;

/** Times at which the bot reminds people. */
const BEFORE: { ms: number; key: TextKey }[] = [
  { ms: 24 * HOUR_MS, key: 'time.day-before' },
  { ms: HOUR_MS, key: 'time.hour-before' },
];

/** The meetups whose cards can be seen, with the times before them that are worth seeing. */
export function JumpList({ onDone }: { onDone(): void }): View {
  const { say } = useSpeech();
  const now = useNow();
  const meetups = useKnownMeetups()?.filter(({ startsAt }) => startsAt > now);
  if (!meetups) return html`<p>${say('time.loading')}</p>`;
  if (meetups.length === 0) return html`<p>${say('time.none')}</p>`;
  return html`<ul>
    ${meetups.map((meetup) => html`<${Jump} key=${meetup.title + meetup.startsAt} meetup=${meetup} now=${now} onDone=${onDone} />`)}
  </ul>`;
}

function Jump({ meetup, now, onDone }: { meetup: Meetup; now: number; onDone(): void }): View {
  const { say, locale } = useSpeech();
  const go = (instant: number) => {
    travelTo(instant);
    onDone();
  };
  return html`<li class="jump">
    <p class="jump-title">${meetup.title}</p>
    <p class="jump-when">${shortMoment(meetup.startsAt, { locale, zone: ZONE })}</p>
    <div class="jump-buttons">
      ${BEFORE.map(
        ({
          ms,
          key,
        }) => html`<button type="button" class="tool" disabled=${meetup.startsAt - ms < now} aria-label=${say('time.before', { when: say(key), title: meetup.title })} onClick=${() => go(meetup.startsAt - ms)}>
          ${say(key)}
        </button>`,
      )}
    </div>
  </li>`;
}
