import { counted, find, make } from './dom.js';
import { mark } from './fields.js';

/**
 * Asks for one tag. Resolves with `undefined` if the user cancels.
 *
 * @param {'Add' | 'Remove'} change
 * @param {import('./selection.js').Selectable[]} selected
 * @returns {Promise<string | undefined>}
 */
export function askForTag(change, selected) {
  const dialog = find('tag-form', HTMLDialogElement);
  const input = find('field-tag', HTMLInputElement);
  const users = counted(selected.length, 'user');
  const known = [...new Set(selected.flatMap(({ tags }) => tags))];
  find('tag-form-title', HTMLElement).textContent =
    change === 'Add' ? `Add a tag to ${users}` : `Remove a tag from ${users}`;
  find('tag-form-save', HTMLElement).textContent = `${change} tag`;
  find('some-tags', HTMLElement).replaceChildren(...known.map((tag) => make('option', { value: tag })));
  input.value = '';
  mark('tag', '');
  /** @type {string | undefined} */
  let tag;
  find('tag-form-form', HTMLFormElement).onsubmit = (event) => {
    event.preventDefault();
    tag = input.value.trim() || undefined;
    if (tag !== undefined) return dialog.close();
    mark('tag', 'The tag is required.');
    input.focus();
  };
  dialog.showModal();
  input.focus();
  return new Promise((resolve) => dialog.addEventListener('close', () => resolve(tag), { once: true }));
}
