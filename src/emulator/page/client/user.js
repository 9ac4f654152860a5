import { api, attempt, ofApp } from './api.js';
import { ask } from './dialogs.js';
import { find, make, say, time } from './dom.js';
import { onChange, tellChange } from './state.js';
import { loadTokens, startTokens } from './tokens.js';
import { openUserForm } from './user-form.js';
import { stateOf } from './users.js';

let shownUid = '';

/** One user, beside the list. */
export function startUser() {
  startTokens();
  // The list may have been drawn anew meanwhile, and with it the button that opened this.
  find('user', HTMLDialogElement).addEventListener('close', () => {
    const row = document.querySelector(/** @type {'button'} */ (`[data-key="${CSS.escape(`open ${shownUid}`)}"]`));
    (row ?? find('search', HTMLInputElement)).focus();
  });
  onChange(() => {
    if (find('user', HTMLDialogElement).open) attempt(() => load(shownUid));
  });
}

/** @param {string} uid */
export function openUser(uid) {
  attempt(async () => {
    await load(uid, true);
    const dialog = find('user', HTMLDialogElement);
    if (!dialog.open) dialog.showModal();
  });
}

/** @param {string} uid @param {boolean} [anew] */
async function load(uid, anew) {
  const user = await api('GET', ofApp('users/*', uid));
  shownUid = uid;
  find('user-title', HTMLElement).textContent = user.name;
  find('user-fields', HTMLElement).replaceChildren(...fieldsOf(user));
  const actions = find('user-actions', HTMLElement);
  const focused = actions.contains(document.activeElement);
  const buttons = actionsOf(user);
  actions.replaceChildren(...buttons);
  if (focused) buttons[1]?.focus();
  await loadTokens(user, anew);
}

/** @param {any} user */
function actionsOf(user) {
  const active = user.deactivatedAt === undefined;
  return [
    make('button', { type: 'button', click: () => openUserForm(user) }, 'Edit'),
    make(
      'button',
      { type: 'button', click: () => attempt(() => change(user, active)) },
      active ? 'Deactivate' : 'Reactivate',
    ),
    make(
      'button',
      { type: 'button', class: 'danger', click: () => attempt(() => remove(user)) },
      'Delete permanently …',
    ),
  ];
}

/** @param {any} user @param {boolean} active */
async function change(user, active) {
  await api('POST', ofApp(`users/*/${active ? 'deactivate' : 'reactivate'}`, user.uid));
  say(`${user.name} was ${active ? 'deactivated' : 'reactivated'}.`);
  tellChange();
}

/** @param {any} user */
async function remove(user) {
  const question = {
    title: `Delete ${user.name} permanently?`,
    text: `The user ${user.uid} is gone then, with all tokens, and the uid is free again. This cannot be taken back.`,
    yes: 'Delete permanently',
  };
  if (!(await ask(question))) return;
  await api('DELETE', ofApp('users/*', user.uid));
  find('user', HTMLDialogElement).close();
  say(`${user.name} was deleted.`);
  tellChange();
}

/** @param {any} user */
function fieldsOf(user) {
  const { uid, role, avatar, link, statusMessage, tags, metadata, createdAt, updatedAt, lastActiveAt, deactivatedAt } =
    user;
  const at = (/** @type {number | undefined} */ seconds) => seconds !== undefined && time(seconds * 1000, 'day');
  /** @type {[string, import('./dom.js').Child][]} */
  const fields = [
    ['uid', make('code', {}, uid)],
    ['State', stateOf(user)],
    ['Role', role],
    ['Status message', statusMessage],
    ['Avatar', avatar],
    ['Link', link],
    [
      'Tags',
      tags.length > 0 &&
        make(
          'div',
          { class: 'chips' },
          ...tags.map((/** @type {string} */ tag) => make('span', { class: 'chip' }, tag)),
        ),
    ],
    ['Metadata', metadata && make('pre', { tabindex: 0, 'aria-label': 'Metadata' }, JSON.stringify(metadata, null, 2))],
    ['Created', at(createdAt)],
    ['Updated', at(updatedAt)],
    ['Last active', at(lastActiveAt)],
    ['Deactivated', at(deactivatedAt)],
  ];
  return fields.flatMap(([name, value]) => (value ? [make('dt', {}, name), make('dd', {}, value)] : []));
}
