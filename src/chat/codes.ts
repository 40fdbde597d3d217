/**
 * Two groups of four, of the letters and digits that do not look alike, with a hyphen between them as codes are shown,
 * or as people type them. See src/communities/link-code.ts
 */
const CODE = /(?<![\p{L}\p{N}])(?=([a-hj-np-z2-9]{4}[- ]?[a-hj-np-z2-9]{4})(?![\p{L}\p{N}]))/giu;
/** Words of eight letters look like one, too; what is more than that is somebody's play. */
const CODES_MAX = 50;

/** @returns what looks like a secret code in a message that others read; of the rest nothing is taken in */
export function codesIn(text: string): string[] {
  return [...text.matchAll(CODE)].slice(0, CODES_MAX).flatMap(([, code]) => code ?? []);
}
