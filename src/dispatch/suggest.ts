import type { Call } from '../chat/call.ts';
import type { Option } from '../chat/card.ts';
import type { BaseContext } from '../chat/command.ts';
import { cutTo, fieldsOf, storable } from '../chat/input.ts';
import { suggestMoment } from '../chat/moment.ts';
import { UserError } from '../chat/user-error.ts';
import { proposals } from './proposals.ts';
import { taskOf } from './task.ts';
import type { WorkOptions } from './work.ts';

/** Answers while somebody types a value. Never rejects. */
export async function suggest<C extends BaseContext>(
  options: Pick<WorkOptions<C>, 'repertoire' | 'context' | 'may' | 'log'>,
  call: Call,
): Promise<readonly Option[]> {
  const task = call.kind === 'suggest' ? taskOf(options.repertoire, call) : null;
  if (call.kind !== 'suggest' || !task?.question) return [];
  const { question } = task;
  try {
    const context = await options.context(call, task);
    if (!(await options.may(context, task.right))) return [];
    const field = fieldsOf(question.input).find(({ name }) => name === call.field);
    if (!field) return [];
    const typed = storable(cutTo(call.values[call.field] ?? '', field.maxLength));
    const own = question.suggest?.[call.field];
    if (!own) return field.type === 'moment' ? suggestMoment(context, typed) : [];
    return proposals(await own(context, typed, task.values), typed, context.language);
  } catch (error) {
    // Nothing to choose from is told when the command is sent; here the list is empty.
    if (!(error instanceof UserError))
      options.log.error({ platform: call.space.platform, name: task.name, err: error }, 'no suggestions');
    return [];
  }
}
