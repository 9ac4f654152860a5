import { api, attempt, ofApp } from './api.js';
import { copy, counted, find, make } from './dom.js';
import { drawPager } from './pager.js';
import { onChange, state, tellChange } from './state.js';
import { openUser } from './user.js';
import { openUserForm } from './user-form.js';

let page = 1;
/** Answers may overtake each other while somebody types. */
let asked = 0;
let shown = '';

/** The list of users: search, paging, and what can be done with a row. */
export function startUsers() {
  const search = find('search', HTMLInputElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const again = () => {
    page = 1;
    attempt(load);
  };
  search.addEventListener('input', () => {
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
    if (state.section === 'users' && state.app !== '') attempt(load);
  });
}

/** Back to the first page: another app is looked at. */
export function restartUsers() {
  page = 1;
  find('search', HTMLInputElement).value = '';
}

async function load() {
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
    return load();
  }
  draw(answer, query.get('search') ?? '');
}

/** @param {any} answer @param {string} searched */
function draw(answer, searched) {
  const first = (answer.current_page - 1) * answer.per_page + 1;
  const range =
    answer.total_pages > 1
      ? `: ${first.toLocaleString('en')} to ${(first + answer.count - 1).toLocaleString('en')}`
      : '';
  const count = find('users-count', HTMLElement);
  const text = `${counted(answer.total, 'user')}${searched ? ` that start with “${searched}”` : ', newest first'}${range}`;
  if (count.textContent !== text) count.textContent = text;
  drawPager(find('users-pager', HTMLElement), answer, (to) => {
    page = to;
    attempt(load);
  });
  const empty = find('users-empty', HTMLElement);
  empty.hidden = answer.total > 0;
  empty.textContent = searched
    ? 'No uid or name starts like that.'
    : 'No users here. Make one, or add made-up ones in Setup.';
  find('users-table', HTMLElement).hidden = answer.total === 0;
  // What looks the same stays: somebody may be in the middle of it.
  const now = JSON.stringify([state.app, answer.users]);
  if (now === shown) return;
  shown = now;
  const body = find('users', HTMLTableSectionElement);
  const label = body.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : undefined;
  body.replaceChildren(...answer.users.map(row));
  if (label) body.querySelector(/** @type {'button'} */ (`[data-key="${CSS.escape(label)}"]`))?.focus();
}

/** @param {any} user */
function row(user) {
  const { uid, name, role, tags, tokens } = user;
  return make(
    'tr',
    {},
    make(
      'th',
      { scope: 'row' },
      make('button', { type: 'button', class: 'link', 'data-key': `open ${uid}`, click: () => openUser(uid) }, name),
      make('div', { class: 'quiet mono' }, uid),
    ),
    make('td', { class: 'wide' }, role),
    make(
      'td',
      { class: 'wide' },
      make(
        'div',
        { class: 'chips' },
        ...tags.slice(0, 4).map((/** @type {string} */ tag) => make('span', { class: 'chip' }, tag)),
        tags.length > 4 && `+ ${tags.length - 4}`,
      ),
    ),
    make('td', {}, stateOf(user)),
    make('td', { class: 'number wide' }, tokens),
    make('td', { class: 'number' }, user.deactivatedAt === undefined && mintButton(uid, name)),
  );
}

/** @param {any} user */
export function stateOf(user) {
  if (user.deactivatedAt !== undefined) return make('span', { class: 'chip warn' }, 'Deactivated');
  return user.status === 'available'
    ? make('span', { class: 'chip good' }, 'Online')
    : make('span', { class: 'chip' }, 'Offline');
}

/** @param {string} uid @param {string} name */
function mintButton(uid, name) {
  const label = `New token for ${name}`;
  const mint = () =>
    attempt(async () => {
      const { authToken } = await api('POST', ofApp('users/*/tokens', uid));
      await copy(authToken, `A new token of ${name} was made and`);
      tellChange();
    });
  return make(
    'button',
    {
      type: 'button',
      'aria-label': label,
      title: `Creates a token for ${name} and copies it`,
      'data-key': `mint ${uid}`,
      click: mint,
    },
    'New token',
  );
}
