import { button, make } from './dom.js';

/**
 * Draws Previous and Next. The pressed button keeps the focus.
 *
 * @param {HTMLElement} place
 * @param {{ current_page: number, total_pages: number }} at
 * @param {(page: number) => void} go
 */
export function drawPager(place, { current_page: page, total_pages: pages }, go) {
  const focused = place.contains(document.activeElement) ? document.activeElement?.textContent : undefined;
  const previous = button('Previous', () => go(page - 1), { disabled: page <= 1 });
  const next = button('Next', () => go(page + 1), { disabled: page >= pages });
  const where = `Page ${page.toLocaleString('en')} of ${pages.toLocaleString('en')}`;
  place.replaceChildren(previous, make('span', { class: 'quiet' }, where), next);
  place.hidden = pages <= 1;
  if (focused === undefined) return;
  const [first, second] = focused === 'Previous' ? [previous, next] : [next, previous];
  (first.disabled ? second : first).focus();
}
