import { api, ofApp, Problem, runAction } from './api.js';
import { find, make, showMessage, whileBusy } from './dom.js';
import { choice, control, fieldOf, mark, textInput, wordsOf } from './fields.js';
import { notifyChange } from './state.js';

/** @type {any} */
let edited;

/** Shows a user. @type {(uid: string) => void} */
let openUser;

const FIELDS = [
  { name: 'uid', label: 'uid', isRequired: true, hint: 'Letters, digits, “_” and “-”. Cannot be changed later.' },
  { name: 'name', label: 'Name', isRequired: true },
  { name: 'role', label: 'Role' },
  { name: 'statusMessage', label: 'Status message' },
  { name: 'avatar', label: 'Avatar', hint: 'A URL that starts with https:// or http://.' },
  { name: 'link', label: 'Link', hint: 'A URL that starts with https:// or http://.' },
  { name: 'tags', label: 'Tags', hint: 'Separated by commas.' },
  {
    name: 'metadata',
    label: 'Metadata',
    hint: 'A JSON object. Only the user and API keys can read "@private".',
  },
];

/** The form that creates or edits a user. @param {(uid: string) => void} open Shows a created user. */
export function startUserForm(open) {
  openUser = open;
  find('user-form-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    runAction(() => whileBusy(find('user-form-save', HTMLButtonElement), 'Saving …', save));
  });
}

/** @param {any} [user] The user to edit. Without one, the form creates a user. */
export function openUserForm(user) {
  runAction(async () => {
    edited = user;
    const { roles } = await api('GET', ofApp('roles'));
    find('user-form-title', HTMLElement).textContent = user ? `Edit ${user.name}` : 'New user';
    find('user-form-save', HTMLElement).textContent = user ? 'Save' : 'Create user';
    find('user-form-error', HTMLElement).textContent = '';
    const fields = FIELDS.filter(({ name }) => !(user && name === 'uid'));
    find('user-form-fields', HTMLElement).replaceChildren(
      ...fields.map((field) => fieldOf(field, inputOf(field.name, textOf(user, field.name), roles))),
    );
    find('user-form', HTMLDialogElement).showModal();
    control(user ? 'name' : 'uid').focus();
  });
}

/** @param {string} name @param {string} text @param {any[]} roles */
function inputOf(name, text, roles) {
  if (name === 'role') {
    const ids = [...new Set([...roles.map(({ role }) => role), ...(text ? [text] : [])])];
    return choice(
      ids.map((id) => [id, id]),
      text,
    );
  }
  if (name !== 'metadata') return textInput(text);
  const area = make('textarea', { rows: 4, spellcheck: 'false' });
  area.value = text;
  return area;
}

/** @param {any} user @param {string} name */
function textOf(user, name) {
  const value = user?.[name];
  if (value === undefined) return '';
  if (name === 'tags') return value.join(', ');
  return name === 'metadata' ? JSON.stringify(value, null, 2) : String(value);
}

async function save() {
  for (const { name } of FIELDS) mark(name, '');
  find('user-form-error', HTMLElement).textContent = '';
  try {
    const body = read();
    const user = await (edited ? api('PUT', ofApp('users/*', edited.uid), body) : api('POST', ofApp('users'), body));
    find('user-form', HTMLDialogElement).close();
    if (!edited) openUser(user.uid);
    notifyChange();
    showMessage(`${user.name} was ${edited ? 'saved' : 'created'}.`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    show(error);
  }
}

/** The form's content: all fields for a new user, else the changed ones. An empty field unsets it. */
function read() {
  /** @type {Record<string, unknown>} */
  const body = {};
  const unset = [];
  for (const { name } of FIELDS) {
    if (edited && name === 'uid') continue;
    const text = control(name).value.trim();
    if (text === textOf(edited, name)) continue;
    if (edited && name === 'name' && text === '') throw new Problem('', '', { name: ['The name is required.'] });
    if (text === '' && ['avatar', 'link', 'metadata'].includes(name)) unset.push(name);
    else if (name === 'tags') body[name] = wordsOf(text);
    else body[name] = name === 'metadata' ? parse(text) : text;
  }
  return unset.length > 0 ? { ...body, unset } : body;
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('', '', {
      metadata: [`The metadata must be JSON: ${error instanceof Error ? error.message : ''}`],
    });
  }
}

/** @param {Problem} problem */
function show(problem) {
  const details = problem.code === 'ERR_UID_ALREADY_EXISTS' ? { uid: [problem.message] } : problem.details;
  const known = FIELDS.filter(({ name }) => details[name] && document.getElementById(`field-${name}`));
  for (const { name } of known) mark(name, details[name]?.join(' ') ?? '');
  if (known[0]) control(known[0].name).focus();
  else find('user-form-error', HTMLElement).textContent = problem.message;
}
