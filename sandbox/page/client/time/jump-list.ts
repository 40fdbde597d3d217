import { html, type View } from '../html.ts';
import { shortMoment } from '../parts/time.ts';
import { type TextKey, useSpeech } from '../say.ts';
import { useNow } from '../store/clock.ts';
import type { DatedCard } from './dated-cards.ts';
import { useKnownCards } from './known-cards.ts';
import { travelTo, ZONE } from './travel.ts';

const HOUR_MS = 3_600_000;

/** Times at which the bot reminds people. */
const BEFORE: { ms: number; key: TextKey }[] = [
  { ms: 24 * HOUR_MS, key: 'time.day-before' },
  { ms: HOUR_MS, key: 'time.hour-before' },
];

/** The cards with a time that can be seen, with the times before them that are worth seeing. */
export function JumpList({ onDone }: { onDone(): void }): View {
  const { say } = useSpeech();
  const now = useNow();
  const cards = useKnownCards()?.filter(({ startsAt }) => startsAt > now);
  if (!cards) return html`<p>${say('time.loading')}</p>`;
  if (cards.length === 0) return html`<p>${say('time.none')}</p>`;
  return html`<ul>
    ${cards.map((card) => html`<${Jump} key=${card.title + card.startsAt} card=${card} now=${now} onDone=${onDone} />`)}
  </ul>`;
}

function Jump({ card, now, onDone }: { card: DatedCard; now: number; onDone(): void }): View {
  const { say, locale } = useSpeech();
  const go = (instant: number) => {
    travelTo(instant);
    onDone();
  };
  return html`<li class="jump">
    <p class="jump-title">${card.title}</p>
    <p class="jump-when">${shortMoment(card.startsAt, { locale, zone: ZONE })}</p>
    <div class="jump-buttons">
      ${BEFORE.map(
        ({
          ms,
          key,
        }) => html`<button type="button" class="tool" disabled=${card.startsAt - ms < now} aria-label=${say('time.before', { when: say(key), title: card.title })} onClick=${() => go(card.startsAt - ms)}>
          ${say(key)}
        </button>`,
      )}
    </div>
  </li>`;
}
