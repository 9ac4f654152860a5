import { api, ofApp, runAction } from './api.js';
import { confirmAction } from './dialogs.js';
import { button, copy, find, make, redraw, showMessage, time } from './dom.js';
import { notifyChange } from './state.js';

/** @type {any} */
let owner;
let secrets = false;

/** The auth tokens of the shown user. */
export function startTokens() {
  find('mint', HTMLButtonElement).addEventListener('click', () => runAction(mint));
  find('revoke-all', HTMLButtonElement).addEventListener('click', () => runAction(revokeAll));
  find('show-tokens', HTMLButtonElement).addEventListener('click', () => {
    secrets = !secrets;
    runAction(() => loadTokens(owner));
  });
}

/** @param {any} user @param {boolean} [anew] */
export async function loadTokens(user, anew) {
  if (anew) secrets = false;
  owner = user;
  const { tokens } = await api('GET', ofApp(`users/*/tokens?secrets=${secrets}`, user.uid));
  find('show-tokens', HTMLElement).setAttribute('aria-pressed', String(secrets));
  find('show-tokens', HTMLElement).hidden = tokens.length === 0;
  find('revoke-all', HTMLElement).hidden = tokens.length === 0;
  find('mint', HTMLElement).hidden = user.deactivatedAt !== undefined;
  const rows = tokens.length > 0 ? tokens.map(row) : [make('li', { class: 'quiet' }, 'No tokens yet.')];
  redraw(find('tokens', HTMLElement), rows, find('tokens-title', HTMLElement));
}

/** @param {any} token @param {number} index */
function row(token, index) {
  const { id, authToken, createdAt, inUse, platform } = token;
  const which = `token ${index + 1}`;
  return make(
    'li',
    {},
    make(
      'span',
      { class: 'grow' },
      make('code', {}, authToken),
      make(
        'span',
        { class: 'quiet' },
        make('br'),
        time(createdAt * 1000, 'day'),
        inUse && ' · logged in',
        platform && ` · ${platform}`,
      ),
    ),
    button('Copy', () => runAction(() => copyOne(token)), { key: `copy ${id}`, label: `Copy ${which}` }),
    button('Revoke', () => runAction(() => revoke(token)), {
      key: `revoke ${id}`,
      label: `Revoke ${which}`,
      kind: 'danger',
    }),
  );
}

async function mint() {
  const { authToken } = await api('POST', ofApp('users/*/tokens', owner.uid));
  await copy(authToken, `A new token of ${owner.name} was created and`);
  notifyChange();
}

/** @param {any} token */
async function copyOne({ id }) {
  const { tokens } = await api('GET', ofApp('users/*/tokens?secrets=true', owner.uid));
  const token = tokens.find((/** @type {any} */ one) => one.id === id);
  if (token) await copy(token.authToken, 'Token');
  else showMessage('This token is no longer valid.');
}

/** @param {any} token */
async function revoke({ id }) {
  await api('DELETE', ofApp('users/*/tokens/*', owner.uid, id));
  showMessage('The token was revoked.');
  notifyChange();
}

async function revokeAll() {
  const text = `Everyone who is logged in as ${owner.name} must log in again.`;
  if (!(await confirmAction({ title: 'Revoke all tokens?', text, yes: 'Revoke all' }))) return;
  await api('DELETE', ofApp('users/*/tokens', owner.uid));
  showMessage('All tokens were revoked.');
  notifyChange();
  find('tokens-title', HTMLElement).focus();
}
