import { html, type View } from '../html.ts';

/** Drawn on a field of 24 by 24, in lines. */
const PATHS = {
  hash: 'M9 4 7 20M17 4l-2 16M4 9h17M3 15h17',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  megaphone: 'M4 10v4l3 .5L9 20h2l-1-5 9 3V6L7 9.5 4 10z',
  chevron: 'm6 9 6 6 6-6',
  close: 'M6 6l12 12M18 6 6 18',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z',
  plus: 'M12 5v14M5 12h14',
  send: 'M4 12 3 4l18 8-18 8 1-8h8',
  check: 'm5 12.5 4.5 4.5L19 7',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  menu: 'M4 7h16M4 12h16M4 17h16',
  window: 'M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9',
  reply: 'M5 20v-7a4 4 0 0 1 4-4h11',
  warning: 'M12 4 2.5 20h19L12 4zM12 10v4.5M12 17v.5',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.6-5.7l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.6 5.7l1-1',
} as const;

export type IconName = keyof typeof PATHS;

/** A sign beside words that say the same, or on something that has a label: nothing for a screen reader. */
export function Icon({ name }: { name: IconName }): View {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}

/** The bot's own mark: people who have come together. */
export function Mark(): View {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <circle class="mark-ground" cx="16" cy="16" r="16" />
    <circle cx="11" cy="12" r="3.4" /><circle cx="21" cy="12" r="3.4" /><circle cx="16" cy="21" r="3.4" />
  </svg>`;
}
