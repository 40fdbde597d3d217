import { asSeen } from '../chat/as-seen.ts';
import type { Option } from '../chat/card.ts';
import type { BaseContext, Question } from '../chat/command.ts';
import { fieldTexts } from '../chat/field-texts.ts';
import { type FieldRest, FORM_FIELDS_MAX, type Form, type FormField } from '../chat/form.ts';
import { type Field, fieldsOf } from '../chat/input.ts';
import type { Mistakes } from '../chat/mistakes.ts';
import { momentParts } from '../chat/moment.ts';
import { pieces } from '../chat/text.ts';
import { type MessageKey, say } from '../i18n/translate.ts';
import { writeZone } from '../time/zone-names.ts';

type Values = Record<string, string>;

/** @returns the fields that a form of this question has, in order */
export function formFields<C>(question: Question<C>): readonly string[] {
  return (
    question.fields ??
    fieldsOf(question.input)
      .map((one) => one.name)
      .slice(0, FORM_FIELDS_MAX)
  );
}

/**
 * @returns the fields of a form in which an input is mended, in order: those with a mistake, those that must be there,
 * and what was given; then what a form of this question has. What does not fit stays kept beside the form.
 */
export function mendingFields<C>(question: Question<C>, values: Values, mistakes: Mistakes): readonly string[] {
  const fields = fieldsOf(question.input);
  const where = (fits: (one: Field) => boolean) => fields.filter(fits).map(({ name }) => name);
  const wanted = new Set([
    ...where(({ name }) => name in mistakes),
    ...where(({ required }) => required),
    ...where(({ name, type }) => name in values && type !== 'channel' && type !== 'role'),
    ...formFields(question),
  ]);
  const shown = [...wanted].slice(0, FORM_FIELDS_MAX);
  return where(({ name }) => shown.includes(name));
}

/**
 * @param asked `texts`: where the form's words stand ("meetup/create"); `id`: comes back with the values; `args`: of
 * the button that was pressed, which the title may name; `fields`: which, without it those of {@link formFields};
 * `mistakes`: what was wrong with the values
 * @throws {UserError} when there is nothing to choose from
 */
export async function buildForm<C extends BaseContext>(
  context: C,
  question: Question<C>,
  asked: {
    texts: string;
    id: string;
    values: Values;
    args: Values;
    fields?: readonly string[];
    mistakes?: Mistakes;
  },
): Promise<Form> {
  const key = `commands.${asked.texts.replace('/', '.')}`;
  const fields = fieldsOf(question.input);
  const chosen = (asked.fields ?? formFields(question)).flatMap((name) => fields.filter((one) => one.name === name));
  return {
    id: asked.id,
    title: say(context.language, `${key}.title` as MessageKey, asked.args),
    submit: say(context.language, `${key}.submit` as MessageKey),
    fields: await Promise.all(
      chosen.map(async (one): Promise<FormField> => {
        const made = await formField(context, question, one, fieldTexts(key, one.name), asked.values);
        const mistake = asked.mistakes?.[one.name];
        return mistake === undefined ? made : { ...made, mistake: ['⚠️ ', ...pieces(mistake)] };
      }),
    ),
  };
}

async function formField<C extends BaseContext>(
  context: C,
  question: Question<C>,
  field: Field,
  texts: string,
  values: Values,
): Promise<FormField> {
  const words = (part: string) => say(context.language, `${texts}.${part}` as MessageKey);
  const typed = values[field.name];
  const hint = field.timed
    ? say(context.language, 'form.timed', { hint: words('hint'), zone: zoneOf(context) })
    : words('hint');
  const base = { name: field.name, label: words('label'), hint, required: field.required, value: typed };
  switch (field.type) {
    case 'choice': {
      const options = (field.values ?? []).map((one): Option => ({ value: one, label: words(`choices.${one}`) }));
      return { ...base, type: 'choice', options, value: chosenAmong(options, typed) };
    }
    case 'pick': {
      const suggest = async (words: string) => (await question.suggest?.[field.name]?.(context, words, values)) ?? [];
      const all = await suggest('');
      const chosen = chosenAmong(all, typed);
      // What was typed and fits several leaves these to choose from.
      const narrowed = chosen === undefined || all.some((one) => one.value === chosen) ? [] : await suggest(chosen);
      const options = narrowed.length > 0 ? narrowed : all;
      const [only, ...others] = narrowed;
      const value = only && others.length === 0 ? only.value : chosen;
      return { ...base, type: 'choice', options, value, cut: say(context.language, 'form.cut') };
    }
    case 'moment':
      return { ...base, type: 'moment', maxLength: field.maxLength, ...momentParts(context, typed) };
    case 'paragraph':
      return { ...base, type: 'paragraph', maxLength: field.maxLength, rest: restOf(context, base.label) };
    default:
      return { ...base, type: 'line', maxLength: field.maxLength, rest: restOf(context, base.label) };
  }
}

const zoneOf = ({ zone, language }: BaseContext) => writeZone(zone, language);

function restOf({ language }: BaseContext, label: string): FieldRest {
  return { label: say(language, 'form.rest', { label }), hint: say(language, 'form.rest-hint') };
}

/** @returns the value of the one option that was meant, also where its words were typed instead of chosen */
function chosenAmong(options: readonly Option[], typed: string | undefined): string | undefined {
  if (typed === undefined || options.some(({ value }) => value === typed)) return typed;
  const wanted = asSeen(typed);
  const [only, ...others] = options.filter(({ label, name }) =>
    [label, name].some((words) => words !== undefined && asSeen(words) === wanted),
  );
  return only && others.length === 0 ? only.value : typed;
}
