import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';

/** A value that others watch. Each change is a new value: what is equal has not changed. */
export class Store<Value extends object> {
  #value: Value;
  readonly #listeners = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  set(change: Partial<Value>): void {
    this.#value = { ...this.#value, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  /** @returns ends it */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** @returns what `select` takes from the store; the component is drawn again when that changes */
export function useStore<Value extends object, Part>(store: Store<Value>, select: (value: Value) => Part): Part {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const part = select(store.value);
  const shown = useRef(part);
  shown.current = part;
  const choose = useRef(select);
  choose.current = select;
  // Not after the next picture: a key pressed before it would be answered with what was drawn before.
  useLayoutEffect(() => {
    const look = () => {
      if (!Object.is(choose.current(store.value), shown.current)) redraw(0);
    };
    // What changed between drawing and listening.
    look();
    return store.listen(look);
  }, [store]);
  return part;
}
