import { api, attempt, ofApp } from './api.js';
import { find, make } from './dom.js';
import { onChange, state } from './state.js';

/** The roles of the app. */
export function startRoles() {
  onChange(() => {
    if (state.section === 'roles' && state.app !== '') attempt(load);
  });
}

async function load() {
  const { roles } = await api('GET', ofApp('roles'));
  find('roles', HTMLElement).replaceChildren(...roles.map(row));
}

/** @param {any} role */
function row({ role, name, description, permissions, users }) {
  const set = Object.entries(permissions ?? {}).map(
    ([id, value]) => `${id}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, name, make('div', { class: 'quiet mono' }, role)),
    make('td', { class: 'wide' }, description),
    make('td', {}, set.length > 0 ? make('code', {}, set.join(', ')) : make('span', { class: 'quiet' }, 'None')),
    make('td', { class: 'number' }, users),
  );
}
