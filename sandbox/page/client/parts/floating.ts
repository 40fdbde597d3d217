import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const GAP_PX = 4;
/** Between a list and the edge of the window. */
const MARGIN_PX = 8;
const HEIGHT_PX = 260;
const WIDTH_PX = 180;

/**
 * Lays a list over everything else, beside what opened it: inside a form or a channel its end would be cut off. It is below
 * where there is room, else above, and never reaches beyond the window.
 * @param anchor what opened the list; without one the list stays where it stands
 */
export function useFloating(anchor: RefObject<HTMLElement | null> | undefined): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const [box, opener] = [list.current, anchor?.current];
    if (!box || !opener) return undefined;
    box.showPopover();
    const place = () => lay(box, opener.getBoundingClientRect());
    place();
    addEventListener('scroll', place, { capture: true, passive: true });
    addEventListener('resize', place);
    return () => {
      removeEventListener('scroll', place, { capture: true });
      removeEventListener('resize', place);
    };
  }, [anchor]);
  return list;
}

function lay(box: HTMLElement, opener: DOMRect): void {
  const { innerHeight, innerWidth } = window;
  const [above, below] = [opener.top - MARGIN_PX - GAP_PX, innerHeight - opener.bottom - MARGIN_PX - GAP_PX];
  const wanted = Math.min(HEIGHT_PX, box.scrollHeight);
  const up = below < wanted && above > below;
  const width = Math.min(Math.max(opener.width, WIDTH_PX), innerWidth - 2 * MARGIN_PX);
  Object.assign(box.style, {
    left: `${Math.max(MARGIN_PX, Math.min(opener.left, innerWidth - MARGIN_PX - width))}px`,
    width: `${width}px`,
    maxHeight: `${Math.min(HEIGHT_PX, up ? above : below)}px`,
    top: up ? 'auto' : `${opener.bottom + GAP_PX}px`,
    bottom: up ? `${innerHeight - opener.top + GAP_PX}px` : 'auto',
  });
}
