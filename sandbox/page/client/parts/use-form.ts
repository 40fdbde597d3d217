import { useState } from 'preact/hooks';
import type { SeenForm } from '../../../contract.ts';
import type { TextKey } from '../say.ts';
import { closeForm, fillField, submit } from '../store/acts.ts';
import { useHalf, useHalfState } from './half-context.ts';

export type Field = SeenForm['fields'][number];

/** Values that a person has put into an open form. */
export interface Filling {
  value(field: Field): string;
  fill(field: Field, value: string): void;
  errorOf(field: Field): string | undefined;
  /** The reason for which the form could not be sent. */
  problem: TextKey | undefined;
  /** Number of times that it came back with something to correct. */
  refusals: number;
  sending: boolean;
  send(): Promise<void>;
  /** Closes the form; asks first when something in it would be lost. */
  close(): void;
  /** The person is asked whether to close it all the same. */
  asking: boolean;
  stay(): void;
  discard(): void;
}

/** Keeps what is filled in while the bot changes the form or somebody else looks at the page, and sends it. */
export function useForm(form: SeenForm): Filling {
  const half = useHalf();
  const values = useHalfState((state) => state.filled.get(form.id)) ?? {};
  const [problem, setProblem] = useState<TextKey>();
  const [refusals, setRefusals] = useState(0);
  const sending = useHalfState((state) => state.sending.has(form.id));
  const [asking, setAsking] = useState(false);
  const isChanged = form.fields.some(({ name, value }) => (values[name] ?? value) !== value);
  const discard = () => void closeForm(half, form.id);
  return {
    value: (field) => values[field.name] ?? field.value,
    fill: (field, value) => fillField(half, form.id, field.name, value),
    errorOf: (field) => form.errors[field.name],
    problem,
    refusals,
    sending,
    send: async () => {
      if (sending) return;
      setProblem(undefined);
      const outcome = await submit(half, form.id, values);
      if (!outcome || outcome.result === 'failed') setProblem('form.not-sent');
      else if (outcome.result === 'invalid') {
        setProblem('form.invalid');
        setRefusals((count) => count + 1);
      }
    },
    close: () => (isChanged ? setAsking(true) : discard()),
    asking,
    stay: () => setAsking(false),
    discard,
  };
}
