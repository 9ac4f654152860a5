import { api, ofApp, Problem, runAction } from './api.js';
import { button, counted, find, make, nameOf, redraw, showMessage } from './dom.js';
import { control, mark } from './fields.js';
import { notifyChange } from './state.js';

/** @type {any} */
let owner;

/** Shows another user. @type {(uid: string) => void} */
let openUser;

const KINDS = /** @type {const} */ ([
  { kind: 'friends', empty: 'No friends.', added: 'is now a friend', undo: 'Remove', undone: 'is no longer a friend' },
  {
    kind: 'blocked',
    empty: 'Nobody is blocked.',
    added: 'is blocked',
    undo: 'Unblock',
    undone: 'is no longer blocked',
  },
]);

/** The friends and blocked users of the shown user. @param {(uid: string) => void} open Shows another user. */
export function startRelations(open) {
  openUser = open;
  for (const { kind, added } of KINDS) {
    find(`add-${kind}`, HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      runAction(() => add(kind, added));
    });
    control(kind).addEventListener('input', () => runAction(() => suggest(control(kind).value)));
  }
}

/** @param {any} user @param {boolean} [anew] */
export async function loadRelations(user, anew) {
  owner = user;
  const relations = await api('GET', ofApp('users/*/relations', user.uid));
  if (owner !== user) return;
  for (const { kind, empty, undo, undone } of KINDS) {
    if (anew) {
      control(kind).value = '';
      mark(kind, '');
    }
    const rows = relations[kind].users.map((/** @type {any} */ other) => row(other, kind, undo, undone));
    redraw(find(kind, HTMLElement), withRest(rows, relations[kind], empty), control(kind));
  }
  const { count, users } = relations.blockedBy;
  find('blocked-by-part', HTMLElement).hidden = count === 0;
  redraw(
    find('blocked-by', HTMLElement),
    withRest(
      users.map((/** @type {any} */ one) => row(one)),
      relations.blockedBy,
      '',
    ),
  );
}

/** @param {HTMLElement[]} rows @param {{ count: number }} relations @param {string} empty */
function withRest(rows, { count }, empty) {
  if (count === 0) return [make('li', { class: 'quiet' }, empty)];
  if (count === rows.length) return rows;
  return [...rows, make('li', { class: 'quiet' }, `And ${counted(count - rows.length, 'other')}.`)];
}

/** @param {any} other @param {string} [kind] @param {string} [undo] @param {string} [undone] */
function row({ uid, name }, kind, undo = '', undone = '') {
  const remove = () =>
    runAction(async () => {
      await api('DELETE', ofApp(`users/*/${kind}/*`, owner.uid, uid));
      showMessage(`${name} ${undone}.`);
      notifyChange();
    });
  return make(
    'li',
    {},
    make(
      'span',
      { class: 'grow' },
      button(nameOf(name), () => openUser(uid), { key: `see ${uid}`, kind: 'link' }),
      make('span', { class: 'quiet mono clamp clamp-1' }, uid),
    ),
    kind && button(undo, remove, { key: `undo ${uid}`, label: `${undo} ${name}` }),
  );
}

/** @param {'friends' | 'blocked'} kind @param {string} added */
async function add(kind, added) {
  const input = control(kind);
  mark(kind, '');
  try {
    if (input.value.trim() === '') throw new Problem('The uid is required.', '', {});
    const { name } = await api('POST', ofApp(`users/*/${kind}`, owner.uid), { uid: input.value.trim() });
    input.value = '';
    showMessage(`${name} ${added}.`);
    notifyChange();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    mark(kind, problem.message);
    input.focus();
  }
}

/** Suggests users whose uid or name starts with the text. @param {string} text */
async function suggest(text) {
  const query = new URLSearchParams({ search: text, perPage: '8' });
  const { users } = await api('GET', ofApp(`users?${query}`));
  const others = users.filter((/** @type {any} */ user) => user.uid !== owner.uid);
  find('some-uids', HTMLElement).replaceChildren(
    ...others.map((/** @type {any} */ { uid, name }) => make('option', { value: uid }, name)),
  );
}
