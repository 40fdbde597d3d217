import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SeenMessage } from '../../../contract.ts';
import { useHalfState } from './half-context.ts';

/** Distance from the end that counts as being there. */
const END_PX = 40;
/** Events by which a reader looks elsewhere. */
const MOVES = ['wheel', 'touchmove', 'keydown', 'pointerdown'];

interface Scroll {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** Something new is below what is seen. */
  below: boolean;
  toEnd(): void;
}

/**
 * Keeps a channel at its end, unless the reader has gone up. What answers the reader comes into view all the same: what one
 * has sent, a message for oneself alone, what came of a press. A new answer that is higher than the channel is read from its
 * beginning.
 * @param place changes with the channel and the person
 */
export function useScroll(place: string, messages: readonly SeenMessage[] | undefined): Scroll {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  /** The answer to the reader, which may still grow; until the reader moves on. */
  const held = useRef<{ message: string; isNew: boolean }>(undefined);
  const [below, setBelow] = useState(false);
  const sought = useHalfState((state) => state.sought);
  const newest = messages?.at(-1);

  const toEnd = () => {
    atEnd.current = true;
    setBelow(false);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  };
  const bring = (message: string, isNew: boolean) => {
    const box = scroller.current;
    const item = box?.querySelector<HTMLElement>(`[data-message="${message}"]`);
    if (!box || !item) return;
    // What has come of a press beside the message that was pressed is the answer.
    if (!isNew && held.current?.isNew) return;
    held.current = { message, isNew };
    const fits = item.offsetHeight <= box.clientHeight;
    if (isNew && !fits) {
      atEnd.current = false;
      item.scrollIntoView({ block: 'start' });
    } else {
      if (isNew ? message === newest?.id : atEnd.current) toEnd();
      else reveal(box, item);
    }
  };
  const grow = () => {
    const { message, isNew } = held.current ?? {};
    if (message !== undefined && (!isNew || message === newest?.id)) bring(message, isNew === true);
    else if (atEnd.current) toEnd();
  };
  const growing = useRef(grow);
  growing.current = grow;

  useEffect(toEnd, [place]);
  const before = useRef({ place, newest: newest?.id });
  useEffect(() => {
    const come = before.current.place === place && before.current.newest !== undefined;
    before.current = { place, newest: newest?.id };
    if (come && newest?.onlyYou) bring(newest.id, true);
    else if (!atEnd.current) setBelow(true);
  }, [place, newest?.id]);
  const done = useRef(sought);
  const isThere = sought.message === undefined || messages?.some(({ id }) => id === sought.message) === true;
  useEffect(() => {
    if (done.current === sought || !isThere) return;
    done.current = sought;
    if (sought.message === undefined) toEnd();
    else bring(sought.message, sought.isNew);
  }, [sought, isThere]);
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
    const letGo = () => {
      held.current = undefined;
    };
    let height = box.clientHeight;
    const grown = new ResizeObserver(() => {
      // What comes above the messages, or goes, moves none of them: one may be about to press.
      if (!atEnd.current && height > 0 && box.clientHeight > 0) box.scrollTop += height - box.clientHeight;
      height = box.clientHeight;
      growing.current();
    });
    grown.observe(content.current);
    grown.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    for (const move of MOVES) box.addEventListener(move, letGo, { passive: true });
    return () => {
      grown.disconnect();
      box.removeEventListener('scroll', onScroll);
      for (const move of MOVES) box.removeEventListener(move, letGo);
    };
  }, []);
  return { scroller, content, below, toEnd };
}

/**
 * Scrolls no further than it takes to show a message: all of it, or as much of its end as leaves in view what was used in
 * it.
 */
function reveal(box: HTMLElement, item: HTMLElement): void {
  const [frame, own] = [box.getBoundingClientRect(), item.getBoundingClientRect()];
  const used = document.activeElement;
  const keep = own.height <= frame.height ? item : used !== item && item.contains(used) ? used : undefined;
  const room = keep ? keep.getBoundingClientRect().top - frame.top : Number.POSITIVE_INFINITY;
  box.scrollTop += own.bottom > frame.bottom ? Math.min(own.bottom - frame.bottom, room) : Math.min(room, 0);
}
