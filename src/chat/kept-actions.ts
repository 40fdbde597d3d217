import { z } from 'zod';
import { action } from './action.ts';
import { MENDING_MARK } from './marks.ts';
import { runAction } from './menu.ts';

/** Opens the form of input that is kept, filled in as it was. */
export const againAction = action('again', { kept: z.uuid() });

/** Does what was asked with input that is kept, where one of a few values was chosen. */
export const takeAction = action('take', { kept: z.uuid() });

/** @returns the id of the form in which an input is mended: its answer takes the place of the explanation */
export const mendingId = (id: string): string => (id.endsWith(MENDING_MARK) ? id : `${id}${MENDING_MARK}`);

/** @returns whether a form opened with what its person had typed, rather than with what stands */
export const opensWithOwnWords = (id: string): boolean => runAction.read(id) !== null || id.endsWith(MENDING_MARK);
