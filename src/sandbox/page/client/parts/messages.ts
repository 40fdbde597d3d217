import { Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SeenMessage } from '../../../contract.ts';
import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { type Reader, useHalfState, useReader } from './half-context.ts';
import { Notices } from './notices.ts';
import { dayOf, sameDay } from './time.ts';

interface Props {
  label: string;
  /** What stands there while nobody has written. */
  empty: View;
  draw(message: SeenMessage, before: SeenMessage | undefined): View;
}

/** How near to the end counts as being there. */
const END_PX = 40;

/** The messages of a channel, the newest last. It stays at the end while one is there. */
export function Messages({ label, empty, draw }: Props): View {
  const { say } = useSpeech();
  const reader = useReader();
  const all = useHalfState((state) => state.messages);
  const channel = useHalfState((state) => state.channel);
  const as = useHalfState((state) => state.as);
  const dismissed = useHalfState((state) => state.dismissed);
  const messages = all?.filter(({ id }) => !dismissed.has(id));
  const { scroller, content, below, toEnd } = useEnd(`${as}/${channel}`, messages?.at(-1)?.id);
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

/** Keeps a scrolling list at its end, unless the reader has gone up. */
function useEnd(place: string, newest: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [below, setBelow] = useState(false);
  const toEnd = () => {
    atEnd.current = true;
    setBelow(false);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  };
  useEffect(toEnd, [place]);
  useEffect(() => {
    if (!atEnd.current) setBelow(true);
  }, [newest]);
  useEffect(() => {
    const box = scroller.current;
    if (!box || !content.current) return undefined;
    let top = box.scrollTop;
    const onScroll = () => {
      const near = box.scrollHeight - box.scrollTop - box.clientHeight < END_PX;
      // Only who goes up leaves the end: further from it than before one also is when something has come below.
      if (near || box.scrollTop < top) atEnd.current = near;
      if (atEnd.current) setBelow(false);
      top = box.scrollTop;
    };
    const grown = new ResizeObserver(() => atEnd.current && toEnd());
    grown.observe(content.current);
    grown.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      grown.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);
  return { scroller, content, below, toEnd };
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
  return html`<li class=${`message-item${shine}`} data-message=${message.id}>${children}</li>`;
}
