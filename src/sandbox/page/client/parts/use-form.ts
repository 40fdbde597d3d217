import { useState } from 'preact/hooks';
import type { SeenForm } from '../../../contract.ts';
import type { TextKey } from '../say.ts';
import { closeForm, submit } from '../store/acts.ts';
import { useHalf } from './half-context.ts';

export type Field = SeenForm['fields'][number];

/** What a person has put into an open form. */
export interface Filling {
  value(field: Field): string;
  fill(field: Field, value: string): void;
  errorOf(field: Field): string | undefined;
  /** Why the form could not be sent. */
  problem: TextKey | undefined;
  sending: boolean;
  send(): Promise<void>;
  close(): void;
}

/** Keeps what is filled in while the bot changes the form, and sends it. */
export function useForm(form: SeenForm): Filling {
  const half = useHalf();
  const [values, setValues] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<TextKey>();
  const [sending, setSending] = useState(false);
  return {
    value: (field) => values[field.name] ?? field.value,
    fill: (field, value) => setValues((all) => ({ ...all, [field.name]: value })),
    errorOf: (field) => form.errors[field.name],
    problem,
    sending,
    send: async () => {
      setSending(true);
      setProblem(undefined);
      const outcome = await submit(half, form.id, values);
      setSending(false);
      if (!outcome || outcome.result === 'failed') setProblem('form.not-sent');
      else if (outcome.result === 'invalid') setProblem('form.invalid');
    },
    close: () => void closeForm(half, form.id),
  };
}
