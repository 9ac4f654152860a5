import { EmulatorGone, textOf } from './api.js';
import { counted, find, make, nameOf, showMessage } from './dom.js';
import { selectedUsers, selectOnly } from './selection.js';
import { notifyChange } from './state.js';

/** @typedef {import('./selection.js').Selectable} Selectable */

/**
 * An action for one user after the other. `doing` and `done` are its texts, `run` gets the API path of a user.
 *
 * @typedef {{
 *   doing: string,
 *   done: (users: string) => string,
 *   run: (path: string) => Promise<unknown>,
 *   endsSelection?: boolean,
 * }} Action
 */

/** @typedef {{ user: Selectable, reason: string }} Failure */

let isRunning = false;

/**
 * Runs an action for each user and shows the outcome. Users for which it failed stay selected.
 *
 * @param {Selectable[]} users
 * @param {Action} action
 */
export async function runForEach(users, action) {
  if (isRunning || users.length === 0) return;
  setRunning(true);
  const failures = await failuresOf(users, action);
  setRunning(false);
  const failed = failures.map(({ user }) => user);
  selectOnly(failed.length > 0 ? failed : action.endsSelection ? [] : users);
  notifyChange();
  const done = users.length - failed.length;
  if (failed.length === 0) showMessage(action.done(counted(done, 'user')));
  else await showFailures(action.done(`${done.toLocaleString('en')} of ${counted(users.length, 'user')}`), failures);
  if (selectedUsers().length === 0) focusList();
}

/** Puts the focus on the list when the focused element is gone. */
export function focusList() {
  const all = find('select-all', HTMLInputElement);
  if (all.checkVisibility()) all.focus();
  else find('search', HTMLInputElement).focus();
}

/** @param {boolean} is */
function setRunning(is) {
  isRunning = is;
  for (const button of find('selection', HTMLElement).querySelectorAll('button'))
    button.setAttribute('aria-disabled', String(is));
}

/** @param {Selectable[]} users @param {Action} action */
async function failuresOf(users, { doing, run }) {
  /** @type {Failure[]} */
  const failures = [];
  let isGone = false;
  for (const [index, user] of users.entries()) {
    find('selection-count', HTMLElement).textContent = `${doing} user ${index + 1} of ${users.length} …`;
    try {
      // Each failed request could take seconds. Without the emulator, no other one works either.
      if (isGone) throw new EmulatorGone();
      await run(user.path);
    } catch (error) {
      isGone = error instanceof EmulatorGone;
      failures.push({ user, reason: textOf(error) });
    }
  }
  return failures;
}

/** @param {string} title @param {Failure[]} failures @returns {Promise<unknown>} when the dialog was closed */
function showFailures(title, failures) {
  const dialog = find('failures', HTMLDialogElement);
  find('failures-title', HTMLElement).textContent = title;
  find('failures-count', HTMLElement).textContent =
    failures.length === 1
      ? '1 user failed and is still selected:'
      : `${counted(failures.length, 'user')} failed and are still selected:`;
  find('failures-list', HTMLElement).replaceChildren(
    ...failures.map(({ user, reason }) =>
      make(
        'li',
        {},
        make('span', { class: 'grow' }, nameOf(user.name), make('span', { class: 'quiet mono' }, user.uid)),
        make('span', { class: 'error' }, reason),
      ),
    ),
  );
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
}
