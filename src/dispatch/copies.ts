import type { Call } from '../chat/call.ts';
import type { Mistakes } from '../chat/mistakes.ts';
import type { Answer, Result } from '../chat/platform.ts';
import { Recent } from '../chat/recent.ts';

/** Way in which a call is answered. */
export type Way = Pick<Answer, 'answers' | 'replaces'>;

/**
 * Makes the step that answers a call once in this process: a copy of a call that it was given already shows nothing,
 * whatever becomes of the first.
 * @param answered called when the person has the answer
 */
export function createCopies(answered: (call: Call) => Promise<void>) {
  const heard = new Recent<Promise<Mistakes | undefined>>();

  return function once(call: Call, { answers, replaces = false }: Way, run: () => Promise<Result>): Answer {
    const { promise, resolve } = Promise.withResolvers<Mistakes | undefined>();
    const before = heard.remember(`${call.space.platform} ${call.callId}`, () => promise);
    if (before)
      return { answers, replaces, copy: true, result: before.then((mistakes) => ({ type: 'handled', mistakes })) };
    const result = run();
    result.then(
      (shown) => resolve(shown.type === 'invalid' ? shown.mistakes : undefined),
      () => resolve(undefined),
    );
    return { answers, replaces, result, shown: () => answered(call) };
  };
}
