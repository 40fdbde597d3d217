import { field } from '../chat/input.ts';

/** An IANA zone, as it is typed. */
export const zoneField = field.line(64);
