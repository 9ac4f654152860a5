// The script of the page. It has no key: your own session cookie gets it an auth token.
import { createClient, isCometChatException, tokenFrom } from 'cometchat-users';

const { appId, region, emulator } = await (await fetch('/config.json')).json();
const client = createClient({ appId, region, emulator, tokenProvider: tokenFrom('/api/cometchat-token') });

/** @param {string} text */
const say = (text) => document.querySelector('#who')?.replaceChildren(text);

/** @param {string} selector @param {string} event @param {(event: Event) => Promise<unknown>} work */
function on(selector, event, work) {
  document.querySelector(selector)?.addEventListener(event, (happened) => {
    happened.preventDefault();
    work(happened).catch((error) => {
      const { cause } = error;
      say(isCometChatException(cause) ? `${cause.message} ${cause.hint ?? ''}` : error.message);
    });
  });
}

client.session.subscribe(() => {
  const state = client.session.getSnapshot();
  say(
    state.status === 'signedIn'
      ? `${state.user.name} is logged in to the chat, with the uid ${state.user.uid}.`
      : 'Nobody is logged in to the chat.',
  );
});

on('#signup', 'submit', async ({ target }) => {
  const name = new FormData(/** @type {HTMLFormElement} */ (target)).get('name');
  const body = JSON.stringify({ name });
  const answer = await fetch('/signup', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  say(answer.ok ? `Welcome, ${name}. Now log in to the chat.` : `The sign-up failed with status ${answer.status}.`);
});
on('#login', 'click', () => client.login());
on('#logout', 'click', () => client.logout());
