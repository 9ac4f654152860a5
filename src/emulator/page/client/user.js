import { api, ofApp, Problem, runAction } from './api.js';
import { stateOf } from './chips.js';
import { confirmAction } from './dialogs.js';
import { button, find, make, nameOf, redraw, showMessage, time } from './dom.js';
import { loadRelations, startRelations } from './relations.js';
import { notifyChange, onChange } from './state.js';
import { loadTokens, startTokens } from './tokens.js';
import { openUserForm } from './user-form.js';

let shownUid = '';
let drawn = '';

/** The panel with one user. */
export function startUser() {
  startTokens();
  startRelations(openUser);
  // Find the row again: the list, with the button that opened this panel, may have been redrawn.
  find('user', HTMLDialogElement).addEventListener('close', () => {
    const row = document.querySelector(/** @type {'button'} */ (`[data-key="${CSS.escape(`open ${shownUid}`)}"]`));
    (row ?? find('search', HTMLInputElement)).focus();
  });
  onChange(() => {
    if (find('user', HTMLDialogElement).open) runAction(reload);
  });
}

/** Reloads the shown user. Closes the panel when the user was erased elsewhere. */
async function reload() {
  try {
    await load(shownUid);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'ERR_UID_NOT_FOUND') throw error;
    find('user', HTMLDialogElement).close();
    showMessage(`The user ${shownUid} was erased.`);
  }
}

/** @param {string} uid */
export function openUser(uid) {
  runAction(async () => {
    const before = shownUid;
    shownUid = uid;
    try {
      await load(uid, true);
    } catch (error) {
      if (shownUid === uid) shownUid = before;
      throw error;
    }
    const dialog = find('user', HTMLDialogElement);
    if (!dialog.open) dialog.showModal();
  });
}

/** @param {string} uid @param {boolean} [anew] */
async function load(uid, anew) {
  const user = await api('GET', ofApp('users/*', uid));
  // Another user was opened meanwhile.
  if (uid !== shownUid) return;
  find('user-title', HTMLElement).replaceChildren(nameOf(user.name, 3));
  // Redraw only after a change: somebody may be reading the panel.
  const now = JSON.stringify([uid, user]);
  if (now !== drawn) {
    redraw(find('user-fields', HTMLElement), fieldsOf(user));
    redraw(find('user-actions', HTMLElement), actionsOf(user));
  }
  drawn = now;
  await Promise.all([loadTokens(user, anew), loadRelations(user, anew)]);
}

/** @param {any} user */
function actionsOf(user) {
  const active = user.deactivatedAt === undefined;
  return [
    button('Edit', () => openUserForm(user), { key: 'edit' }),
    button(active ? 'Deactivate' : 'Reactivate', () => runAction(() => change(user, active)), { key: 'change' }),
    button('Erase …', () => runAction(() => remove(user)), { key: 'remove', kind: 'danger' }),
  ];
}

/** @param {any} user @param {boolean} active */
async function change(user, active) {
  await api('POST', ofApp(`users/*/${active ? 'deactivate' : 'reactivate'}`, user.uid));
  showMessage(`${user.name} was ${active ? 'deactivated' : 'reactivated'}.`);
  notifyChange();
}

/** @param {any} user */
async function remove(user) {
  const question = {
    title: `Erase ${user.name}?`,
    text: `The user ${user.uid} will be erased with all tokens, friends and blocks. Its uid can be used again. This cannot be undone.`,
    yes: 'Erase',
  };
  if (!(await confirmAction(question))) return;
  await api('DELETE', ofApp('users/*', user.uid));
  find('user', HTMLDialogElement).close();
  showMessage(`${user.name} was erased.`);
  notifyChange();
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
    ['Role', make('code', {}, role)],
    ['Status message', statusMessage && make('bdi', {}, statusMessage)],
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
    [
      'Metadata',
      metadata &&
        make(
          'pre',
          { tabindex: 0, role: 'region', 'aria-label': 'Metadata', 'data-key': 'metadata' },
          JSON.stringify(metadata, null, 2),
        ),
    ],
    ['Created', at(createdAt)],
    ['Updated', at(updatedAt)],
    ['Last active', at(lastActiveAt)],
    ['Deactivated', at(deactivatedAt)],
  ];
  return fields.flatMap(([name, value]) => (value ? [make('dt', {}, name), make('dd', {}, value)] : []));
}
