import { Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SeenMessage } from '../../../contract.ts';
import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { type Reader, useHalfState, useReader } from './half-context.ts';
import { Notices } from './notices.ts';
import { dayOf, sameDay } from './time.ts';
import { useScroll } from './use-scroll.ts';

interface Props {
  label: string;
  /** Content shown there while nobody has written. */
  empty: View;
  draw(message: SeenMessage, before: SeenMessage | undefined): View;
}

/** The messages of a channel, the newest last. It stays at the end while one is there. */
export function Messages({ label, empty, draw }: Props): View {
  const { say } = useSpeech();
  const reader = useReader();
  const all = useHalfState((state) => state.messages);
  const channel = useHalfState((state) => state.channel);
  const as = useHalfState((state) => state.as);
  const dismissed = useHalfState((state) => state.dismissed);
  const messages = all?.filter(({ id }) => !dismissed.has(id));
  const { scroller, content, below, toEnd } = useScroll(`${as}/${channel}`, messages);
  return html`<div class="messages-frame">
    <div ref=${scroller} class="messages" role="log" aria-label=${label} tabindex="0">
      <div ref=${content} class="messages-content">
        ${messages === undefined && html`<p class="loading">${say('messages.loading')}</p>`}
        ${messages?.length === 0 && empty}
        <ol class="message-list">
          ${messages?.map(
            (message, index) => html`<${Fragment} key=${message.id}>
              <${DayLine} message=${message} before=${messages[index - 1]} reader=${reader} />
              <${Item} message=${message}>${draw(message, messages[index - 1])}<//>
            <//>`,
          )}
        </ol>
        <${Notices} />
      </div>
    </div>
    ${below && html`<button type="button" class="to-end" onClick=${toEnd}>${say('messages.new')}</button>`}
  </div>`;
}

function DayLine(props: { message: SeenMessage; before: SeenMessage | undefined; reader: Reader }): View {
  const { message, before, reader } = props;
  if (before && sameDay(message.postedAt, before.postedAt, reader)) return null;
  return html`<li class="day-line"><span>${dayOf(message.postedAt, reader)}</span></li>`;
}

/** Shines for a moment when the message has changed: what happens on one side is seen on the other. */
function Item({ message, children }: { message: SeenMessage; children: View }): View {
  const shown = JSON.stringify(message.raw);
  const before = useRef(shown);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    if (before.current !== shown) setChanges((count) => count + 1);
    before.current = shown;
  }, [shown]);
  // Two names for one animation: a browser only begins it anew when the name changes.
  const shine = changes === 0 ? '' : ` shine-${changes % 2}`;
  return html`<li class=${`message-item${shine}`} tabindex="-1" data-message=${message.id}>${children}</li>`;
}
