import type { Block } from '../../chat/card.ts';
import { textOf } from '../../chat/say.ts';
import type { Context } from '../context.ts';

/** @returns that the reader gets no messages from us, and what helps on their platform */
export function unreachedNote({ language, call, space }: Pick<Context, 'language' | 'call' | 'space'>): Block {
  const values = { platform: call.account.platform, space: space.name };
  return { type: 'text', text: textOf(language, 'reach.closed', values) };
}
