import type { Outcome } from '../../../contract.ts';
import { ControlProblem } from './control.ts';
import { type Half, without } from './half.ts';

/** Does what a person does in their half. What does not work ends as a notice in the channel, never as an exception. */

/** Sends what is written as a plain message. */
export async function say(half: Half, text: string): Promise<void> {
  half.store.set({ draft: { text: '', filled: 0 }, sought: { isNew: true } });
  await attempt(half, async () => {
    await half.acting.say(half.place, text);
  });
}

/** Uses a slash command. @param shown its name as this person reads it @returns undefined when it could not be sent */
export async function runCommand(
  half: Half,
  command: { name: string; options?: Record<string, string>; text?: string },
  shown = command.name,
): Promise<Outcome | undefined> {
  half.store.set({ draft: { text: '', filled: 0 }, sought: { isNew: true } });
  return attempt(half, async () => {
    const outcome = await half.acting.command(half.place, command);
    half.store.set({ used: new Map([...half.store.value.used, [outcome.id, shown]]) });
    await follow(half, outcome);
    return outcome;
  });
}

/** Presses a button. @param message a message's or an open form's id */
export function press(half: Half, message: string, button: string): Promise<Outcome | undefined> {
  return use(half, message, button, () => half.acting.press(message, button));
}

/** Chooses in a menu. @param message a message's or an open form's id */
export function choose(half: Half, message: string, menu: string, values: string[]): Promise<Outcome | undefined> {
  return use(half, message, menu, () => half.acting.choose(message, menu, values));
}

/** Sends a form. @returns the outcome; undefined when it could not be sent */
export async function submit(half: Half, form: string, values: Record<string, string>): Promise<Outcome | undefined> {
  const { store } = half;
  store.set({ sending: new Set([...store.value.sending, form]) });
  const send = async () => {
    const outcome = await half.acting.submit(form, values);
    await follow(half, outcome);
    return outcome;
  };
  const outcome = await attempt(half, send, () => {
    putAway(half, form);
    half.notify({ kind: 'form-closed' });
  });
  store.set({ sending: store.value.sending.difference(new Set([form])) });
  return outcome;
}

/** Keeps what a person has put into a field of an open form. */
export function fillField(half: Half, form: string, field: string, value: string): void {
  const { filled } = half.store.value;
  half.store.set({ filled: new Map([...filled, [form, { ...filled.get(form), [field]: value }]]) });
}

export async function closeForm(half: Half, form: string): Promise<void> {
  // At once: a form that was sent or closed in another window a moment before must not stay either.
  putAway(half, form);
  const close = async () => {
    await half.acting.closeForm(form);
  };
  await attempt(half, close, () => undefined);
}

/** Takes a form from the screen, with what was filled in. */
function putAway(half: Half, form: string): void {
  const { forms, filled } = half.store.value;
  half.store.set({ forms: forms.filter(({ id }) => id !== form), filled: without(filled, [form]) });
}

/** Puts away a message that only this person sees, as Discord's client does; the platform keeps it. */
export function dismiss(half: Half, message: string): void {
  half.store.set({ dismissed: new Set([...half.store.value.dismissed, message]) });
}

export function removeNotice(half: Half, id: number): void {
  half.store.set({ notices: half.store.value.notices.filter((notice) => notice.id !== id) });
}

async function use(
  half: Half,
  message: string,
  element: string,
  act: () => Promise<Outcome>,
): Promise<Outcome | undefined> {
  const { store } = half;
  const mark = `${message}/${element}`;
  if (store.value.busy.has(mark)) return undefined;
  store.set({ busy: new Set([...store.value.busy, mark]), failed: store.value.failed.difference(new Set([message])) });
  const outcome = await attempt(half, act, () => {
    half.readAll();
    half.notify({ kind: 'gone' });
  });
  store.set({ busy: store.value.busy.difference(new Set([mark])) });
  if (outcome?.result === 'failed') store.set({ failed: new Set([...store.value.failed, message]) });
  if (outcome?.result === 'form') await half.readForms();
  if (outcome) seek(half, outcome);
  return outcome;
}

async function follow(half: Half, outcome: Outcome): Promise<void> {
  if (outcome.result === 'failed') half.notify({ kind: 'failed' });
  await half.readForms();
  seek(half, outcome);
}

/** Brings what came of something into view. */
function seek(half: Half, { result, message }: Outcome): void {
  if (!message || !['message', 'updated'].includes(result)) return;
  half.store.set({ sought: { message: message.id, isNew: result === 'message' } });
}

/** @param gone what to do instead of a notice when what it was done with is not there any more */
async function attempt<Result>(half: Half, act: () => Promise<Result>, gone?: () => void): Promise<Result | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ControlProblem)) throw error;
    if (error.status === 404 && gone) gone();
    else half.notify(error.status === 0 ? { kind: 'unreachable' } : { kind: 'refused', detail: error.message });
    return undefined;
  }
}
