import { api, attempt, ofApp } from './api.js';
import { ask } from './dialogs.js';
import { copy, find, make, redraw, say, time } from './dom.js';
import { tellChange } from './state.js';

/** @type {any} */
let owner;
let secrets = false;

/** The auth tokens of the shown user. */
export function startTokens() {
  find('mint', HTMLButtonElement).addEventListener('click', () => attempt(mint));
  find('revoke-all', HTMLButtonElement).addEventListener('click', () => attempt(revokeAll));
  find('show-tokens', HTMLButtonElement).addEventListener('click', () => {
    secrets = !secrets;
    attempt(() => loadTokens(owner));
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
    make(
      'button',
      {
        type: 'button',
        'aria-label': `Copy ${which}`,
        'data-key': `copy ${id}`,
        click: () => attempt(() => copyOne(token)),
      },
      'Copy',
    ),
    make(
      'button',
      {
        type: 'button',
        class: 'danger',
        'aria-label': `Revoke ${which}`,
        'data-key': `revoke ${id}`,
        click: () => attempt(() => revoke(token)),
      },
      'Revoke',
    ),
  );
}

async function mint() {
  const { authToken } = await api('POST', ofApp('users/*/tokens', owner.uid));
  await copy(authToken, `A new token of ${owner.name} was created and`);
  tellChange();
}

/** @param {any} token */
async function copyOne({ id }) {
  const { tokens } = await api('GET', ofApp('users/*/tokens?secrets=true', owner.uid));
  const token = tokens.find((/** @type {any} */ one) => one.id === id);
  if (token) await copy(token.authToken, 'Token');
  else say('This token is no longer valid.');
}

/** @param {any} token */
async function revoke({ id }) {
  await api('DELETE', ofApp('users/*/tokens/*', owner.uid, id));
  say('The token was revoked.');
  tellChange();
}

async function revokeAll() {
  const text = `Everyone who is logged in as ${owner.name} must log in again.`;
  if (!(await ask({ title: 'Revoke all tokens?', text, yes: 'Revoke all' }))) return;
  await api('DELETE', ofApp('users/*/tokens', owner.uid));
  say('All tokens were revoked.');
  tellChange();
  find('tokens-title', HTMLElement).focus();
}
