import { html, type View } from '@samling/sandbox/page/client/html.ts';
import { Icon } from '@samling/sandbox/page/client/parts/icon.ts';
import { useNow } from '@samling/sandbox/page/client/store/clock.ts';
import { halves } from '@samling/sandbox/page/client/store/page.ts';
import { useStore } from '@samling/sandbox/page/client/store/store.ts';
import { useEffect } from 'preact/hooks';
import { dismiss, guide, linkCode, preview, reopen, skip, watchProgress } from './progress.ts';
import { readReminder, type Step, stepsOf } from './steps.ts';
import { useSay } from './texts.ts';

/** Leads a newcomer through three first steps that show what this is; each can be done with one button and Enter. */
export function Guide(): View {
  const say = useSay();
  const progress = useStore(guide, (value) => value);
  const onDiscord = useStore(halves.discord.store, ({ messages }) => messages) ?? [];
  useStore(halves.discord.store, ({ dismissed }) => dismissed);
  useStore(halves.slack.store, ({ messages }) => messages);
  useStore(halves.slack.store, ({ as, channel }) => `${as}/${channel}`);
  useNow();
  useEffect(watchProgress, []);
  if (progress.dismissed) return null;
  const steps = stepsOf(progress, { code: linkCode(onDiscord), previewed: preview(onDiscord) !== undefined });
  const current = steps.findIndex(({ done }) => !done);
  return html`<section class="guide" tabindex="-1" aria-labelledby="guide-title">
    <h2 id="guide-title" class="sr-only">${say('guide.title')}</h2>
    ${
      current < 0
        ? html`<div class="guide-end">
            <p><strong>${say(progress.answeredAs ? 'guide.end' : 'guide.end.skipped')}</strong> ${say('guide.end.more')}</p>
            ${progress.answeredAs && html`<button type="button" class="guide-button" onClick=${() => readReminder(progress)}>${say('guide.end.read')}</button>`}
          </div>`
        : html`<ol class="guide-steps">
            ${steps.map((step, index) => html`<${StepView} key=${step.title} step=${step} number=${index + 1} current=${index === current} />`)}
          </ol>`
    }
    <button type="button" class="quiet-button guide-close" aria-label=${say('guide.dismiss')} onClick=${dismiss}><${Icon} name="close" /></button>
  </section>`;
}

/** The button that brings the first steps back. */
export function Reopen(): View {
  const say = useSay();
  const dismissed = useStore(guide, (value) => value.dismissed);
  return dismissed ? html`<button type="button" class="tool" onClick=${reopen}>${say('guide.reopen')}</button>` : null;
}

function StepView({ step, number, current }: { step: Step; number: number; current: boolean }): View {
  const say = useSay();
  const { title, done, task } = step;
  const name = done ? 'done' : current ? 'current' : 'later';
  return html`<li class=${`guide-step ${name}`} aria-current=${current ? 'step' : null}>
    <span class="guide-number" aria-hidden="true">${done ? html`<${Icon} name="check" />` : number}</span>
    <div class="guide-words">
      <h3>${say(title)}${done && html`<span class="sr-only"> ${say('guide.done')}</span>`}</h3>
      ${!done && html`<p>${say(task.text, { name: task.name ?? '' })}</p>`}
    </div>
    <div class="guide-buttons">
      ${current && html`<button type="button" class="guide-button" onClick=${task.act}>${say(task.button)}</button>`}
      ${current && html`<button type="button" class="guide-skip" onClick=${() => skip(step.name)}>${say('guide.skip')}</button>`}
    </div>
  </li>`;
}
