import { find, make } from './dom.js';
import { clearSelection, isSelected, onSelection, select } from './selection.js';

/** @type {import('./selection.js').Selectable[]} The users of the shown rows, in their order. */
let shown = [];
/** The uid of the checkbox that the user changed last: one end of a range. */
let anchor = '';

/** The checkboxes of the users: one for each row, and one for all shown rows. */
export function startSelectionBoxes() {
  const all = find('select-all', HTMLInputElement);
  all.addEventListener('change', () => select(shown, all.checked));
  find('users-table', HTMLElement).addEventListener('keydown', onKey);
  onSelection(draw);
}

/** Registers the users of the shown rows. @param {import('./selection.js').Selectable[]} users */
export function showSelectionOf(users) {
  shown = users;
  draw();
}

/** The cell with the checkbox of a user. @param {import('./selection.js').Selectable} user */
export function selectionCell({ uid, name }) {
  const box = make('input', {
    type: 'checkbox',
    'aria-label': `Select ${name}`,
    'data-select': uid,
    'data-key': `select ${uid}`,
    click: (event) => {
      const isRange = event instanceof MouseEvent && event.shiftKey;
      select(isRange ? rangeTo(uid) : shown.filter((user) => user.uid === uid), box.checked);
      anchor = uid;
    },
  });
  // The label makes the whole cell clickable.
  return make('td', { class: 'select' }, make('label', {}, box));
}

/** The users from the last changed checkbox to this one. @param {string} uid */
function rangeTo(uid) {
  const to = shown.findIndex((user) => user.uid === uid);
  const from = shown.findIndex((user) => user.uid === anchor);
  return from === -1 ? shown.slice(to, to + 1) : shown.slice(Math.min(from, to), Math.max(from, to) + 1);
}

function boxes() {
  return /** @type {HTMLInputElement[]} */ ([...find('users', HTMLElement).querySelectorAll('input[data-select]')]);
}

function draw() {
  for (const box of boxes()) {
    box.checked = isSelected(box.dataset.select ?? '');
    box.closest('tr')?.classList.toggle('selected', box.checked);
  }
  const count = shown.filter(({ uid }) => isSelected(uid)).length;
  const all = find('select-all', HTMLInputElement);
  all.checked = count > 0 && count === shown.length;
  all.indeterminate = count > 0 && count < shown.length;
}

/**
 * Arrow keys move between the checkboxes, with Shift they also select. Home and End move to the first and last one.
 *
 * @param {KeyboardEvent} event
 */
function onKey(event) {
  if (event.key === 'Escape') return clearSelection();
  const all = [find('select-all', HTMLInputElement), ...boxes()];
  const at = event.target instanceof HTMLInputElement ? all.indexOf(event.target) : -1;
  if (at === -1) return;
  const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 1, End: all.length - 1 };
  const to = all[targets[/** @type {keyof typeof targets} */ (event.key)] ?? -1];
  if (!to) return;
  event.preventDefault();
  to.focus();
  const uid = to.dataset.select;
  if (!event.shiftKey || uid === undefined) return;
  anchor = all[at]?.dataset.select ?? uid;
  select(rangeTo(uid), true);
  anchor = uid;
}
