import { api, runAction } from './api.js';
import { statusOf, tookOf } from './chips.js';
import { copy, find, make, showMessage, time } from './dom.js';

let id = 0;
let secrets = false;

/** The panel with one request of the log, and its two bodies. */
export function startRequest() {
  find('show-secrets', HTMLButtonElement).addEventListener('click', () => {
    secrets = !secrets;
    runAction(load);
  });
  find('copy-curl', HTMLButtonElement).addEventListener('click', () =>
    runAction(async () =>
      copy((await api('GET', `requests/${id}/curl`)).curl, 'The curl command, with its key or token, was'),
    ),
  );
  find('replay', HTMLButtonElement).addEventListener('click', () => runAction(replay));
}

/** @param {number} which */
export function openRequest(which) {
  runAction(async () => {
    id = which;
    secrets = false;
    await load();
    const dialog = find('request', HTMLDialogElement);
    if (!dialog.open) dialog.showModal();
  });
}

async function load() {
  const request = await api('GET', `requests/${id}?secrets=${secrets}`);
  find('request-title', HTMLElement).textContent = `${request.method} ${new URL(request.url).pathname}`;
  find('request-facts', HTMLElement).replaceChildren(
    statusOf(request.status),
    ` ${tookOf(request)} at `,
    time(request.at, 'clock'),
    make('div', { class: 'quiet mono' }, request.url),
  );
  find('show-secrets', HTMLElement).setAttribute('aria-pressed', String(secrets));
  find('request-parts', HTMLElement).replaceChildren(
    ...bodyOf('Request body', request.body),
    ...answerOf(request),
    make('h3', {}, 'Request headers'),
    make(
      'dl',
      { class: 'mono' },
      ...Object.entries(request.headers).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
    ),
  );
}

async function replay() {
  const answer = await api('POST', `requests/${id}/replay`);
  id = answer.id;
  await load();
  showMessage(`Sent again. The response was ${answer.status}. This is the new request.`);
}

/** @param {any} request */
function answerOf({ answer, answerLength, answerKept, status }) {
  if (status === 0) return [make('h3', {}, 'Response body'), make('p', { class: 'quiet' }, 'No response yet.')];
  const cut = answerLength > answerKept;
  const rest = `The first ${answerKept?.toLocaleString('en')} of ${answerLength?.toLocaleString('en')} characters.`;
  return [...bodyOf('Response body', answer), ...(cut ? [make('p', { class: 'quiet' }, rest)] : [])];
}

/** @param {string} title @param {string | undefined} text */
function bodyOf(title, text) {
  const shown =
    text === undefined
      ? make('p', { class: 'quiet' }, 'None.')
      : make('pre', { tabindex: 0, role: 'region', 'aria-label': title }, pretty(text));
  return [make('h3', {}, title), shown];
}

/** @param {string} text */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
