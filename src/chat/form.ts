import type { Option } from './card.ts';
import type { Text } from './text.ts';

/** Five fields at most: Discord's limit, and a person's patience. */
export const FORM_FIELDS_MAX = 5;

/** A question of the bot. All words are in the person's language already. */
export interface Form {
  /** An encoded action; comes back with the values. */
  id: string;
  /** At most 24 characters are shown on Slack, 45 on Discord. */
  title: string;
  submit: string;
  fields: readonly FormField[];
}

/**
 * Says, of a second input, that it holds what did not fit the first: a platform whose inputs are short (Slack) parts a
 * long value over several, and joins them again.
 */
export interface FieldRest {
  label: string;
  hint: string;
}

export type FormField = {
  name: string;
  label: string;
  hint?: string;
  /** The mistake in what was typed before: stands in the place of the hint. */
  mistake?: Text;
  required: boolean;
  /** Value that the field holds when the form opens. */
  value?: string;
} & (
  | { type: 'line'; maxLength: number; placeholder?: string; rest?: FieldRest }
  | { type: 'paragraph'; maxLength: number; placeholder?: string; rest?: FieldRest }
  /**
   * A date and time. Free words where the platform has no pickers (Discord), and where words come back to be mended.
   * Native pickers where it has them (Slack): a date, a start and an optional end give "YYYY-MM-DD HH:mm" or
   * "YYYY-MM-DD HH:mm-HH:mm", the wall time of the community's zone; they are pre-set from `picked`. Labels of start and
   * end come along, in the person's language.
   */
  | {
      type: 'moment';
      maxLength: number;
      placeholder?: string;
      picked?: { date: string; time: string; end?: string };
      labels: { start: string; end: string };
    }
  /** `cut` stands in the place of the hint where a platform shows fewer options than there are. */
  | { type: 'choice'; options: readonly Option[]; cut?: string }
);
