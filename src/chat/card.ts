import type { Text } from './text.ts';

/** A message as the bot writes it, without platform. One pure renderer per platform turns it into the platform's. */
export interface Card {
  heading?: Text;
  /** Colours the edge where the platform has one. */
  tone?: 'neutral' | 'good' | 'attention' | 'over';
  /**
   * A role (Discord) or user group (Slack), by the platform's own id, that is notified when the card is posted as a new
   * message; an edit shows it and notifies nobody. Nothing else in a card ever notifies anybody.
   */
  notifies?: string;
  body: readonly Block[];
}

export type Block =
  | { type: 'text'; text: Text }
  | { type: 'fields'; fields: readonly { label: Text; value: Text }[] }
  /** Small print. */
  | { type: 'note'; text: Text }
  | { type: 'image'; url: string; alt: string }
  | { type: 'divider' }
  | { type: 'controls'; controls: readonly Control[] };

export type Control = Button | LinkButton | Menu;

/** `id` is an encoded action (see action.ts): what it acts on, never what is allowed. */
export interface Button {
  type: 'button';
  id: string;
  label: string;
  style?: 'primary' | 'danger' | 'plain';
  /** Shows a button that cannot be pressed on Discord; Slack has none, so there it is left out. */
  disabled?: boolean;
}

export interface LinkButton {
  type: 'link-button';
  url: string;
  label: string;
}

/**
 * One choice out of a list of words, or out of the platform's own channels or roles (user groups). Clients show the
 * placeholder only as long as nothing is chosen; so where something is, its words also stand above the menu.
 */
export type Menu = {
  type: 'menu';
  id: string;
  placeholder: string;
} & (
  | { of: 'options'; options: readonly Option[]; selected?: string }
  | { of: 'channels'; selected?: string }
  | { of: 'roles'; selected?: string }
);

export interface Option {
  value: string;
  label: string;
  description?: string;
  /** The word for it in typed commands, where that is less than the label. */
  name?: string;
}
