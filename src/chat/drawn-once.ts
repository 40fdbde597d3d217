/**
 * Keeps what was made of an object for as long as the object itself is kept.
 * @param make what it makes depends on the object alone, and neither is ever changed
 */
export function drawnOnce<From extends object, Made>(make: (from: From) => Made): (from: From) => Made {
  const made = new WeakMap<From, Made>();
  return (from) => {
    const known = made.get(from);
    if (known !== undefined) return known;
    const fresh = make(from);
    made.set(from, fresh);
    return fresh;
  };
}
