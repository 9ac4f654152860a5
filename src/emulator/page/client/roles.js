import { api, ofApp, runAction } from './api.js';
import { confirmAction } from './dialogs.js';
import { button, counted, find, make, nameOf, redraw, showMessage } from './dom.js';
import { openRoleForm } from './role-form.js';
import { notifyChange, onChange, state } from './state.js';

/** The roles of the app. */
export function startRoles() {
  find('new-role', HTMLButtonElement).addEventListener('click', () => openRoleForm());
  onChange(() => {
    if (state.section === 'roles' && state.app !== '') runAction(load);
  });
}

async function load() {
  const { roles } = await api('GET', ofApp('roles'));
  redraw(find('roles', HTMLElement), roles.map(row), find('new-role', HTMLElement));
}

/** @param {any} role */
function row(role) {
  const { role: id, name, description, permissions, users, isDefault } = role;
  const set = Object.entries(permissions).map(([permission, value]) => {
    const text = Array.isArray(value) ? value.join(', ') || 'all' : value;
    return make('span', { class: 'chip mono' }, `${permission}: ${text}`);
  });
  return make(
    'tr',
    {},
    make(
      'th',
      { scope: 'row' },
      button(nameOf(name), () => openRoleForm(role), { key: `edit ${id}`, kind: 'link' }),
      make('div', { class: 'quiet mono clamp clamp-1' }, id),
      set.length > 0 && make('div', { class: 'narrow quiet' }, counted(set.length, 'permission')),
    ),
    make('td', { class: 'wide' }, description && nameOf(description)),
    make(
      'td',
      { class: 'wide' },
      make('div', { class: 'chips' }, ...(set.length > 0 ? set : [make('span', { class: 'quiet' }, 'None')])),
    ),
    make('td', { class: 'number wide' }, users.toLocaleString('en')),
    make(
      'td',
      { class: 'number' },
      !isDefault &&
        button('Delete …', () => runAction(() => remove(role)), {
          key: `delete ${id}`,
          label: `Delete ${name} …`,
          kind: 'danger',
        }),
    ),
  );
}

/** @param {any} role */
async function remove({ role, name, users }) {
  const has = users === 0 ? 'Nobody has it.' : `${counted(users, 'user')} with it will get the default role.`;
  const title = `Delete the role ${name}?`;
  if (!(await confirmAction({ title, text: `${has} This cannot be undone.`, yes: 'Delete the role' }))) return;
  await api('DELETE', ofApp('roles/*', role));
  showMessage(`The role ${name} was deleted.`);
  notifyChange();
}
