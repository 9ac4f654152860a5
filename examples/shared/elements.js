/** @param {string} id */
export function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}

/**
 * Shows or hides elements, by id. If the focused element is hidden, the heading gets the focus.
 *
 * @param {Record<string, unknown>} visible
 */
export function show(visible) {
  const focused = document.activeElement;
  for (const [id, isVisible] of Object.entries(visible)) element(id).hidden = !isVisible;
  if (focused?.closest('[hidden]')) document.querySelector('h1')?.focus();
}
