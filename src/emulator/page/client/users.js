import { api, ofApp, runAction } from './api.js';
import { stateOf } from './chips.js';
import { button, copy, counted, find, make, nameOf, redraw, write, writeCount } from './dom.js';
import { drawPager } from './pager.js';
import { clearSelection } from './selection.js';
import { selectionCell, showSelectionOf } from './selection-boxes.js';
import { notifyChange, onChange, state } from './state.js';
import { tagLine } from './tag-line.js';
import { openUser } from './user.js';
import { openUserForm } from './user-form.js';

let page = 1;
/** Counts requests: responses may arrive out of order while the user types. */
let asked = 0;
/** Whether the user waits for a response. A newer response of a timed reload counts too. */
let isAwaited = false;
let shown = '';

/** The list of users: search, paging and the actions of a row. */
export function startUsers() {
  const search = find('search', HTMLInputElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const again = () => {
    page = 1;
    runAction(() => load(true));
  };
  search.addEventListener('input', () => {
    isAwaited = true;
    clearTimeout(waiting);
    waiting = setTimeout(again, 120);
  });
  find('show', HTMLSelectElement).addEventListener('change', again);
  find('users-search', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    again();
  });
  find('new-user', HTMLButtonElement).addEventListener('click', () => openUserForm());
  onChange(() => {
    if (state.section === 'users' && state.app !== '') runAction(() => load(false));
  });
}

/** Returns to the first page, without a selection, after a change of the app. */
export function restartUsers() {
  page = 1;
  clearSelection();
  find('search', HTMLInputElement).value = '';
}

/** @param {boolean} isAsked Whether the user asked for this reload, not the timer. */
async function load(isAsked) {
  isAwaited ||= isAsked;
  const query = new URLSearchParams({
    search: find('search', HTMLInputElement).value,
    show: find('show', HTMLSelectElement).value,
    page: String(page),
  });
  asked += 1;
  const mine = asked;
  const answer = await api('GET', ofApp(`users?${query}`));
  if (mine !== asked) return;
  if (page > answer.total_pages) {
    page = answer.total_pages;
    // `isAwaited` stays as it is: the user still waits for the rows.
    return load(false);
  }
  const searched = query.get('search') ?? '';
  // If the user has typed since, the user waits for a later response.
  const isAnswer = isAwaited && searched === find('search', HTMLInputElement).value;
  if (isAnswer) isAwaited = false;
  draw(answer, searched, isAnswer);
}

/** @param {any} answer @param {string} searched @param {boolean} isAsked */
function draw(answer, searched, isAsked) {
  writeCount('users-count', countOf(answer, searched), isAsked);
  drawPager(find('users-pager', HTMLElement), answer, (to) => {
    page = to;
    runAction(() => load(true));
  });
  find('users-empty', HTMLElement).hidden = answer.total > 0;
  write('users-empty', emptyText(searched));
  find('users-table', HTMLElement).hidden = answer.total === 0;
  // Redraw only after a change: the user may be using the list.
  const now = JSON.stringify([state.app, answer.users]);
  if (now === shown) return;
  shown = now;
  redraw(find('users', HTMLElement), answer.users.map(row), find('search', HTMLElement));
  showSelectionOf(
    answer.users.map((/** @type {any} */ { uid, name, tags }) => ({ uid, name, tags, path: ofApp('users/*', uid) })),
  );
}

/** @param {any} answer @param {string} searched */
function countOf({ total, count, current_page: at, per_page: perPage, total_pages: pages }, searched) {
  const users = counted(total, 'user');
  if (total === 0) return users;
  const first = (at - 1) * perPage + 1;
  const range = pages > 1 ? `: ${first.toLocaleString('en')} to ${(first + count - 1).toLocaleString('en')}` : '';
  return `${users}${searched ? ` that start${total === 1 ? 's' : ''} with “${searched}”` : ', newest first'}${range}`;
}

/** @param {string} searched */
function emptyText(searched) {
  if (searched) return 'No uid or name starts with this text.';
  const shown = find('show', HTMLSelectElement).value;
  return shown === 'all' ? 'No users yet. Create one, or add made-up users in Setup.' : `No user is ${shown}.`;
}

/** @param {any} user */
function row(user) {
  const { uid, name, role, tags, tokens } = user;
  return make(
    'tr',
    {},
    selectionCell(user),
    make(
      'th',
      { scope: 'row' },
      button(nameOf(name), () => openUser(uid), { key: `open ${uid}`, kind: 'link' }),
      make('div', { class: 'quiet mono clamp clamp-1' }, uid),
      make('div', { class: 'narrow' }, stateOf(user)),
    ),
    make('td', { class: 'widest' }, make('div', { class: 'role clamp clamp-1' }, role)),
    make('td', { class: 'wide' }, tagLine(tags)),
    make('td', { class: 'wide' }, stateOf(user)),
    make('td', { class: 'number widest' }, tokens),
    make('td', { class: 'number' }, user.deactivatedAt === undefined && mintButton(uid, name)),
  );
}

/** @param {string} uid @param {string} name */
function mintButton(uid, name) {
  const label = `New token for ${name}`;
  const mint = () =>
    runAction(async () => {
      const { authToken } = await api('POST', ofApp('users/*/tokens', uid));
      await copy(authToken, `A new token of ${name} was created and`);
      notifyChange();
    });
  return button('New token', mint, { key: `mint ${uid}`, label, title: `Creates a token for ${name} and copies it` });
}
