import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { focusNearest, pathOf } from '../focus.ts';
import { html, type View } from '../html.ts';
import { useSpeech } from '../say.ts';
import { useHalf } from './half-context.ts';
import type { Filling } from './use-form.ts';

/** Asks whether a form that is filled in is to be closed. Escape and the first button go back to where one was writing. */
export function ClosingQuestion({ filling }: { filling: Filling }): View {
  const { say } = useSpeech();
  const id = useId();
  const stay = useRef<HTMLButtonElement>(null);
  // Before the form is made unreachable: that takes the cursor from it.
  const writing = useRef(pathOf(document.activeElement));
  const sign = useHalf().platform === 'discord' ? 'd-button' : 's-button';
  useLayoutEffect(() => {
    stay.current?.focus();
    // What lies behind can be reached again only when all of this change is done.
    return () => queueMicrotask(() => focusNearest(writing.current));
  }, []);
  return html`<div class="dialog-question" role="alertdialog" aria-modal="true" aria-labelledby=${`${id}-title`} aria-describedby=${`${id}-why`}>
    <p id=${`${id}-title`} class="dialog-question-title">${say('form.unsent')}</p>
    <p id=${`${id}-why`}>${say('form.unsent.why')}</p>
    <div class="dialog-question-buttons">
      <button ref=${stay} type="button" class=${`${sign} primary`} onClick=${filling.stay}>${say('form.stay')}</button>
      <button type="button" class=${`${sign} danger`} onClick=${filling.discard}>${say('form.discard')}</button>
    </div>
  </div>`;
}
