// The script of the page. It has no key: your own session cookie gets it an auth token.
import { createClient, isCometChatException, tokenFrom } from 'cometchat-users';
import { element, show } from './elements.js';

const { appId, region, emulator } = await (await fetch('/config.json')).json();
const client = createClient({ appId, region, emulator, tokenProvider: tokenFrom('/api/cometchat-token') });

/** Your own app's account of this browser. @type {{ name: string } | null} */
let account = null;

/** Shows the state, and only the action that is possible in it. */
function draw() {
  const state = client.session.getSnapshot();
  if (state.status === 'unknown') return;
  const user = state.status === 'signedIn' ? state.user : undefined;
  const name = user?.name ?? '';
  show({ profile: user, signup: !user && !account, login: !user && account, logout: user });
  element('name').textContent = name;
  element('uid').textContent = user?.uid ?? '';
  element('initials').textContent = name.slice(0, 1).toUpperCase();
  if (user) element('state').textContent = 'You are logged in to the chat.';
  else if (account) element('state').textContent = `Welcome, ${account.name}. Now log in to the chat.`;
  else element('state').textContent = 'Nobody is logged in. Sign up to use the chat.';
}

async function loadAccount() {
  account = await (await fetch('/me')).json();
  draw();
}

/** @param {string} id @param {string} event @param {(event: Event) => Promise<unknown>} work */
function on(id, event, work) {
  let isBusy = false;
  element(id).addEventListener(event, async (happened) => {
    happened.preventDefault();
    if (isBusy) return;
    isBusy = true;
    element('problem').textContent = '';
    element('state').textContent = 'One moment …';
    try {
      await work(happened);
    } catch (error) {
      element('problem').textContent = textOf(error);
    }
    isBusy = false;
    // The account may be gone: the server keeps it in memory. If the server is gone, too, the error says so.
    await loadAccount().catch(draw);
  });
}

/** @param {any} error Its cause says more: the token endpoint failed. */
function textOf(error) {
  if (!isCometChatException(error)) return error.message;
  const { message, hint = '' } = isCometChatException(error.cause) ? error.cause : error;
  return message.includes(hint) ? message : `${message} ${hint}`;
}

on('signup', 'submit', async ({ target }) => {
  const name = new FormData(/** @type {HTMLFormElement} */ (target)).get('name');
  const headers = { 'content-type': 'application/json' };
  const response = await fetch('/signup', { method: 'POST', headers, body: JSON.stringify({ name }) });
  if (!response.ok) throw new Error(`The sign-up failed with status ${response.status}.`);
});
on('login', 'click', () => client.login());
on('logout', 'click', () => client.logout());

element('development').hidden = !emulator;
if (emulator) element('watch').setAttribute('href', `${emulator}/_emulator/`);
client.session.subscribe(draw);
await loadAccount();
