/**
 * A user who can be selected. `path` is the API path with the app: an action must not reach another app that was chosen
 * meanwhile.
 *
 * @typedef {{ uid: string, name: string, tags: string[], path: string }} Selectable
 */

/** @type {Map<string, Selectable>} The selected users of the shown app, on any page of the list. */
const selected = new Map();

/** @type {Set<() => void>} */
const listeners = new Set();

/** Registers a listener for changes of the selection. @param {() => void} listener */
export function onSelection(listener) {
  listeners.add(listener);
}

/** @param {string} uid */
export function isSelected(uid) {
  return selected.has(uid);
}

/** The selected users, in the order of their selection. */
export function selectedUsers() {
  return [...selected.values()];
}

/** @param {Selectable[]} users @param {boolean} on */
export function select(users, on) {
  for (const user of users) {
    if (on) selected.set(user.uid, user);
    else selected.delete(user.uid);
  }
  notify();
}

/** @param {Selectable[]} users */
export function selectOnly(users) {
  selected.clear();
  select(users, true);
}

export function clearSelection() {
  if (selected.size > 0) selectOnly([]);
}

function notify() {
  for (const listener of listeners) listener();
}
