import { api, ofApp, Problem, runAction } from './api.js';
import { find, showMessage, whileBusy } from './dom.js';
import { control, fieldOf, mark, textInput } from './fields.js';
import { drawPermissions, readPermissions, startPermissions } from './permissions.js';
import { notifyChange } from './state.js';

/** @type {any} */
let edited;

/** In each name, the emulator's own name of the field follows `role-`. */
const FIELDS = [
  { name: 'role-role', label: 'Id', isRequired: true, hint: 'Letters, digits, “_” and “-”. Cannot be changed later.' },
  { name: 'role-name', label: 'Name', isRequired: true },
  { name: 'role-description', label: 'Description' },
];

/** The form that creates or edits a role. */
export function startRoleForm() {
  startPermissions();
  find('role-form-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    runAction(() => whileBusy(find('role-form-save', HTMLButtonElement), 'Saving …', save));
  });
}

/** @param {any} [role] The role to edit. Without one, the form creates a role. */
export function openRoleForm(role) {
  runAction(async () => {
    edited = role;
    await drawPermissions(role?.permissions ?? {});
    find('role-form-title', HTMLElement).textContent = role ? `Edit ${role.name}` : 'New role';
    find('role-form-save', HTMLElement).textContent = role ? 'Save' : 'Create role';
    find('role-form-error', HTMLElement).textContent = '';
    const fields = FIELDS.filter(({ name }) => !(role && name === 'role-role'));
    find('role-form-fields', HTMLElement).replaceChildren(
      ...fields.map((field) => fieldOf(field, textInput(role?.[ownNameOf(field.name)] ?? ''))),
    );
    find('role-form', HTMLDialogElement).showModal();
    control(role ? 'role-name' : 'role-role').focus();
  });
}

async function save() {
  for (const { name } of FIELDS) mark(name, '');
  mark('permissions', '');
  find('role-form-error', HTMLElement).textContent = '';
  try {
    const body = read();
    const role = await (edited ? api('PUT', ofApp('roles/*', edited.role), body) : api('POST', ofApp('roles'), body));
    find('role-form', HTMLDialogElement).close();
    notifyChange();
    showMessage(`The role ${role.name} was ${edited ? 'saved' : 'created'}.`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    show(error);
  }
}

/** An empty description is left out. */
function read() {
  const empty = FIELDS.filter(
    ({ name, isRequired }) =>
      isRequired && document.getElementById(`field-${name}`) && control(name).value.trim() === '',
  );
  if (empty.length > 0)
    throw new Problem(
      '',
      '',
      Object.fromEntries(
        empty.map(({ name, label }) => [ownNameOf(name), [`The ${label.toLowerCase()} is required.`]]),
      ),
    );
  const description = control('role-description').value.trim();
  return {
    ...(!edited && { role: control('role-role').value.trim() }),
    name: control('role-name').value.trim(),
    ...(description ? { description } : edited && { unset: ['description'] }),
    permissions: readPermissions(),
  };
}

/** @param {string} name */
function ownNameOf(name) {
  return name.replace('role-', '');
}

/** @param {Problem} problem */
function show(problem) {
  const details = problem.code === 'ERR_ROLE_ALREADY_EXISTS' ? { role: [problem.message] } : problem.details;
  const names = [...FIELDS.map(({ name }) => name), 'permissions'];
  const known = names.filter((name) => details[ownNameOf(name)] && document.getElementById(`field-${name}`));
  for (const name of known) mark(name, details[ownNameOf(name)]?.join(' ') ?? '');
  if (known[0]) control(known[0]).focus();
  else find('role-form-error', HTMLElement).textContent = problem.message;
}
