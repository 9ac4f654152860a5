import { api } from './api.js';
import { button, find, make } from './dom.js';
import { choice, control, textInput, wordsOf } from './fields.js';

/** @type {any[]} */
let known = [];
/** @type {Map<string, HTMLInputElement | HTMLSelectElement>} The controls of the set permissions, by permission. */
const set = new Map();

/** The permissions in the form of a role: those that are set, and a choice of others to add. */
export function startPermissions() {
  find('add-permission', HTMLButtonElement).addEventListener('click', () => {
    const permission = known.find(({ id }) => id === control('permissions').value);
    if (permission) add(permission, isWord(permission) ? permission.availableValues.at(-1) : '').focus();
  });
}

/** @param {Record<string, string | string[]>} permissions */
export async function drawPermissions(permissions) {
  ({ permissions: known } = await api('GET', 'permissions'));
  set.clear();
  find('permissions', HTMLElement).replaceChildren();
  for (const permission of known) {
    const value = permissions[permission.id];
    if (value !== undefined) add(permission, Array.isArray(value) ? value.join(', ') : value);
  }
  drawRest();
}

/** The permissions in the form. An empty list restricts nothing. */
export function readPermissions() {
  return Object.fromEntries(
    [...set].map(([id, { value }]) => [id, isWord(known.find((one) => one.id === id)) ? value : wordsOf(value)]),
  );
}

/** @param {any} permission @param {string} text The value of the permission. @returns {HTMLElement} */
function add(permission, text) {
  const { id, availableValues: values } = permission;
  const input = isWord(permission)
    ? choice(
        values.map((/** @type {string} */ value) => [value, value]),
        text,
      )
    : textInput(text);
  const hint = make('span', { class: 'quiet hint', id: `permission-${id}` }, hintOf(permission));
  input.setAttribute('aria-describedby', hint.id);
  /** @type {HTMLElement} */
  const row = make(
    'li',
    {},
    make('label', { class: 'grow' }, make('code', {}, id), input),
    button('Remove', () => remove(id, row), { label: `Remove ${id}` }),
    hint,
  );
  set.set(id, input);
  find('permissions', HTMLElement).append(row);
  drawRest();
  return input;
}

/** @param {string} id @param {HTMLElement} row */
function remove(id, row) {
  set.delete(id);
  row.remove();
  drawRest();
  control('permissions').focus();
}

/** Updates the choice of permissions that are not set yet. */
function drawRest() {
  const rest = known.filter(({ id }) => !set.has(id));
  control('permissions').replaceChildren(...rest.map(({ id }) => make('option', {}, id)));
  find('permissions-none', HTMLElement).hidden = set.size > 0;
}

/** @param {any} permission */
function isWord({ dataType }) {
  return dataType === 'string';
}

/** @param {any} permission */
function hintOf({ dataType, availableValues: values, defaultValue }) {
  if (dataType === 'string') return `Default: ${defaultValue}.`;
  const what = values ? `Any of ${values.join(', ')}` : dataType === 'rolesStringArray' ? 'Role ids' : 'Words';
  return `${what}, separated by commas. An empty list restricts nothing.`;
}
