import type { BaseContext, Right } from '../chat/command.ts';
import { UserError } from '../chat/user-error.ts';

const NOT_ALLOWED = { anyone: 'unknown', organise: 'not-allowed-organise', manage: 'not-allowed-manage' } as const;

export interface RightOptions<C> {
  may(context: C, right: Right): Promise<boolean>;
}

/** @throws {UserError} when the caller may not do it */
export async function checkRight<C extends BaseContext>({ may }: RightOptions<C>, context: C, right: Right) {
  if (!(await may(context, right))) throw new UserError(NOT_ALLOWED[right]);
}
