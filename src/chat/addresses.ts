/** Ends of an address that belong to the sentence around it. */
const AFTER = new Set('.,:;!?"\'*|`…»«“”’');
const BRACKETS: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/**
 * @param address from its scheme up to the next blank
 * @returns it without the end of the sentence in which it stands. A closing bracket whose opening one is in the address
 * belongs to it: …/wiki/Valby_(bydel)
 */
export function withoutSentence(address: string): string {
  // Counted once, so that the steps grow with the length alone.
  const unopened = new Map([...BRACKETS].map(([close, open]) => [close, count(address, close) - count(address, open)]));
  let end = address.length;
  for (let last = address.charAt(end - 1); last; last = address.charAt(end - 1)) {
    const surplus = unopened.get(last);
    if (surplus === undefined ? !AFTER.has(last) : surplus <= 0) break;
    if (surplus !== undefined) unopened.set(last, surplus - 1);
    end -= 1;
  }
  return address.slice(0, end);
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
