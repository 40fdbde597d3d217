/**
 * Words between the pair of signs that sentences put around them (src/i18n/direction.ts), or a sign that turns a
 * direction.
 */
const ISOLATED_OR_TURNING = /\u2068([^\u2066-\u2069\n]*)\u2069|[\u202a-\u202e\u2066-\u2069]/g;

/**
 * @returns the text without signs that turn the direction of what follows them; the pairs around isolated words stay
 */
export function withoutTurns(text: string): string {
  return text.replace(ISOLATED_OR_TURNING, (typed, inner?: string) =>
    inner === undefined ? '' : typed.replace(/[\u202a-\u202e]/g, ''),
  );
}
