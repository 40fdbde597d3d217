/** Both days of a night, the first of which adds nothing to the second: "natten mellem fredag den 4. og lørdag den 5." */
const NIGHT =
  /^\s*(?:i |på |the )?(?:natten (?:i?mellem) .{3,40}? og (?=(?:man|tirs|ons|tors|fre|lør|søn)dag)|night between .{3,40}? and (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day))/iu;
/** A time after midnight: one in the evening is of the first day. */
const SMALL_HOURS = /(?:kl\.?|,|at)\s*0?[0-9](?!\d)/iu;

/** @returns the words with the second day of a night alone, as they are read; all others as they are */
export function afterMidnight(text: string): string {
  const rest = text.replace(NIGHT, '');
  return rest !== text && SMALL_HOURS.test(rest) ? rest : text;
}
