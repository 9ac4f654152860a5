import { api, runAction } from './api.js';
import { confirmAction } from './dialogs.js';
import { counted, find } from './dom.js';
import { clearSelection, onSelection, selectedUsers } from './selection.js';
import { focusList, runForEach } from './selection-run.js';
import { askForTag } from './tag-form.js';

/** @typedef {import('./selection-run.js').Action} Action */

/** The bar with the actions for all selected users. */
export function startSelectionActions() {
  /** @type {[id: string, work: () => Promise<unknown>][]} */
  const actions = [
    ['deactivate', () => runForEach(selectedUsers(), DEACTIVATE)],
    ['reactivate', () => runForEach(selectedUsers(), REACTIVATE)],
    ['add-tag', addTag],
    ['remove-tag', removeTag],
    ['erase', erase],
  ];
  for (const [id, work] of actions)
    find(`selection-${id}`, HTMLButtonElement).addEventListener('click', () => runAction(work));
  find('selection-clear', HTMLButtonElement).addEventListener('click', clear);
  find('selection', HTMLElement).addEventListener('keydown', (event) => {
    if (event.key === 'Escape') clear();
  });
  onSelection(draw);
}

function clear() {
  clearSelection();
  focusList();
}

function draw() {
  const count = selectedUsers().length;
  find('selection', HTMLElement).hidden = count === 0;
  find('selection-count', HTMLElement).textContent = count === 0 ? '' : `${counted(count, 'user')} selected`;
}

/** @type {Action} */
const DEACTIVATE = {
  doing: 'Deactivating',
  done: (users) => `${users} deactivated.`,
  run: (path) => api('POST', `${path}/deactivate`),
};

/** @type {Action} */
const REACTIVATE = {
  doing: 'Reactivating',
  done: (users) => `${users} reactivated.`,
  run: (path) => api('POST', `${path}/reactivate`),
};

/** @type {Action} */
const ERASE = {
  doing: 'Erasing',
  done: (users) => `${users} erased.`,
  run: (path) => api('DELETE', path),
  endsSelection: true,
};

async function erase() {
  const users = selectedUsers();
  const count = counted(users.length, 'user');
  const question = {
    title: `Erase ${count}?`,
    text: `This erases ${namesOf(users)}, with all tokens, friends and blocks. The uids can be used again. This cannot be undone.`,
    yes: `Erase ${count}`,
  };
  if (await confirmAction(question)) await runForEach(users, ERASE);
}

/** The first names, for a question. @param {import('./selection.js').Selectable[]} users */
function namesOf(users) {
  const named = users.slice(0, 3).map(({ name }) => isolated(name.length > 40 ? `${name.slice(0, 40)}…` : name));
  const others = users.length - named.length;
  return others > 0 ? `${named.join(', ')} and ${counted(others, 'other')}` : named.join(', ');
}

/** Keeps the direction of a name away from the text around it. @param {string} name */
function isolated(name) {
  return `\u2068${name}\u2069`;
}

async function addTag() {
  const users = selectedUsers();
  const tag = await askForTag('Add', users);
  if (tag === undefined) return;
  await runForEach(users, {
    doing: 'Adding the tag to',
    done: (count) => `The tag “${tag}” was added to ${count}.`,
    run: (path) => changeTags(path, (tags) => (tags.includes(tag) ? tags : [...tags, tag])),
  });
}

async function removeTag() {
  const users = selectedUsers();
  const tag = await askForTag('Remove', users);
  if (tag === undefined) return;
  await runForEach(users, {
    doing: 'Removing the tag from',
    done: (count) => `The tag “${tag}” was removed from ${count}.`,
    run: (path) => changeTags(path, (tags) => tags.filter((one) => one !== tag)),
  });
}

/**
 * Reads the tags first: the ones in the list may be old.
 *
 * @param {string} path
 * @param {(tags: string[]) => string[]} change
 */
async function changeTags(path, change) {
  const { tags } = await api('GET', path);
  const changed = change(tags);
  if (changed.length !== tags.length) await api('PUT', path, { tags: changed });
}
