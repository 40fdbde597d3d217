/** @returns an element and all that it stands in, from the inside out */
export function pathOf(element: Element | null): Element[] {
  const path: Element[] = [];
  for (let one = element; one; one = one.parentElement) path.push(one);
  return path;
}

/** Puts the cursor on an element, or on the nearest around it that can still have it. @param path as `pathOf` gives it */
export function focusNearest([element, ...around]: readonly Element[]): void {
  const target =
    element && isUsable(element) ? element : around.find((one) => one.matches('[tabindex]') && isUsable(one));
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/**
 * Moves the cursor to what is nearest when what had it is gone or can no longer be used. Else it falls to the page
 * itself, and who works with the keyboard or a screen reader has to begin at the top.
 */
export function keepFocus(): void {
  let path: Element[] = [];
  document.addEventListener('focusin', ({ target }) => {
    path = pathOf(target as Element);
  });
  const look = () => {
    const [held] = path;
    if (!held || isUsable(held)) return;
    const { activeElement } = document;
    if (activeElement === document.body || activeElement === held) focusNearest(path);
  };
  const attributeFilter = ['disabled', 'inert', 'hidden', 'data-view'];
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter,
  });
}

function isUsable(element: Element): boolean {
  return (
    element.isConnected && !element.matches(':disabled') && !element.closest('[inert]') && element.checkVisibility()
  );
}
