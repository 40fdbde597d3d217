import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Language } from '../i18n/translate.ts';
import type { ActionRef } from './action.ts';
import type { Call } from './call.ts';
import type { Card, Option } from './card.ts';
import type { InputSchema } from './input.ts';

/** The people who may do something; checked on the server at every call. */
export type Right =
  | 'anyone'
  /** Members whom the space lets organise. */
  | 'organise'
  /** Members who may manage the server or workspace. */
  | 'manage';

/** The context that every handler is given; features add what they need (see src/communities/context.ts). */
export interface BaseContext {
  call: Call;
  /** The person's language. */
  language: Language;
  /** IANA zone of the community. */
  zone: string;
  /** The time of day when the call came, ms since the epoch. */
  now: number;
  log: Logger;
  /** Our id of the space that all that is shown now acts in: of a call whose place tells of none. */
  shownFor?: string;
}

type Values = Record<string, string>;

/** A value's proposals, for what has been typed so far. With nothing typed: all that a form may offer. */
export type Suggest<C> = (context: C, typed: string, values: Values) => Promise<readonly Option[]>;

/**
 * Looks at one value more closely than its field can: in the database, on the platform, at the clock.
 * @param form `args`: of the button that opened it; `values`: all that was given; `shown`: what the form held when it
 * opened
 * @throws {UserError} what is wrong with it
 */
export type Check<C, Value> = (
  context: C,
  value: Value,
  form: { args: Values; values: Values; shown: Values },
) => unknown;

/** An input together with how it is asked for. */
export interface Question<C, Schema extends InputSchema = InputSchema> {
  input: Schema;
  /** The fields on the form, in order, at most five; without it: the first five. */
  fields?: readonly (keyof z.output<Schema> & string)[];
  suggest?: { [Name in keyof z.output<Schema> & string]?: Suggest<C> };
  /** Found out before the handler runs, so that everything that is wrong with a form is said at once. */
  checks?: { [Name in keyof z.output<Schema> & string]?: Check<C, NonNullable<z.output<Schema>[Name]>> };
}

/** A subcommand: `commands/<command>/<subcommand>.ts` exports one as its default. */
export interface Subcommand<C, Schema extends InputSchema = InputSchema> extends Question<C, Schema> {
  answers: 'privately' | 'publicly';
  right: Right;
  /** The command alone means this one, where it can be said alone (Slack). */
  whenBare?: boolean;
  /** Answers words after the command that name no subcommand, where they can be typed (Slack). */
  whenLost?: (context: C, lost: LostWords) => Promise<Card>;
  /** An encoded action whose form opens instead, when the values alone (no query) say so. */
  opens?: (values: Values) => string | null;
  /** @throws {UserError} */
  handle(context: C, input: z.output<Schema>): Promise<Card>;
}

/** Words after a command that name no subcommand. */
export interface LostWords {
  /** All that was typed after the command. */
  text: string;
  /** The subcommand that was probably meant: one or two letters are wrong. */
  meant: string | null;
}

/** Answer to a press or a choice. With a `question`, a form is asked first and its input handed over. */
export interface ActionHandler<C> {
  action: ActionRef;
  answers: 'privately' | 'publicly' | 'by updating';
  right: Right;
  question?: Question<C> & {
    /** The command whose texts the form uses: "meetup/edit". */
    texts: string;
    /** Values that the form holds when it opens. */
    values?: (context: C, args: Record<string, string>) => Promise<Values>;
  };
  /** @returns the card to show; null leaves everything as it is @throws {UserError} */
  handle(
    context: C,
    args: Record<string, string>,
    given: { chosen: readonly string[]; input: unknown; shown: Values },
  ): Promise<Card | null>;
}

/** A command as it is loaded from its folder. */
export interface Command<C> {
  name: string;
  /** Subcommands in the order in which people are shown them. */
  subcommands: ReadonlyMap<string, Subcommand<C>>;
  /** Handler of a command that has no subcommands. */
  alone?: Subcommand<C>;
}

/** Everything that people can do. */
export interface Repertoire<C> {
  /** By name, as one scan of `commands/` finds them. */
  commands: ReadonlyMap<string, Command<C>>;
  /** Handlers of buttons and menus, by the name of their action. */
  actions: ReadonlyMap<string, ActionHandler<C>>;
}

/** Checks a handler against its input's and arguments' types; at run time it is the value itself. */
export interface Define<C> {
  subcommand<Schema extends InputSchema>(definition: Subcommand<C, Schema>): Subcommand<C, Schema>;
  handler<Args extends Record<string, string>, Schema extends InputSchema = InputSchema>(definition: {
    action: ActionRef<Args>;
    answers: ActionHandler<C>['answers'];
    right: Right;
    question?: Question<C, Schema> & { texts: string; values?: (context: C, args: Args) => Promise<Values> };
    handle(
      context: C,
      args: Args,
      given: { chosen: readonly string[]; input: z.output<Schema>; shown: Values },
    ): Promise<Card | null>;
  }): ActionHandler<C>;
}

/** @returns the definers for one kind of context */
export function definers<C>(): Define<C> {
  return {
    subcommand: (definition) => definition,
    // The arguments are decoded by the action itself and the input by the question's schema before they get here.
    handler: (definition) => definition as unknown as ActionHandler<C>,
  };
}
