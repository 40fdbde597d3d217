import type { MessageKey } from '../i18n/translate.ts';
import type { Option } from './card.ts';
import type { Inline } from './text.ts';

type ErrorCode = MessageKey extends infer Key ? (Key extends `errors.${infer Code}` ? Code : never) : never;

/**
 * Thrown when a person did something that cannot be done, to be told kindly: `code` names a text below "errors" in the
 * locale files. Thrown by a feature, caught once in the dispatcher. Everything else that is thrown is a bug.
 */
export class UserError extends Error {
  readonly code: ErrorCode;
  readonly values: Record<string, string | number | Inline>;
  /** The input that it is about. */
  readonly field?: string;

  constructor(code: ErrorCode, values: Record<string, string | number | Inline> = {}, field?: string) {
    super(code);
    this.code = code;
    this.values = values;
    this.field = field;
  }
}

/** A `UserError` about a time, where what was meant is likely one of a few: each can be taken by one press. */
export class ChoiceError extends UserError {
  readonly choices: readonly Option[];
  /** Nothing is wrong with what was typed, but it means several things: it is asked for, not mended in its form. */
  readonly open: boolean;

  constructor(error: UserError, choices: readonly Option[], open = false) {
    super(error.code, error.values, error.field);
    this.choices = choices;
    this.open = open;
  }
}
