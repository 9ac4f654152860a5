import { api, ofApp, Problem, runAction } from './api.js';
import { confirmAction } from './dialogs.js';
import { button, copy, counted, find, make, redraw, showMessage, whileBusy } from './dom.js';
import { notifyChange, onChange, state } from './state.js';

let showKeys = false;

/** Keys, made-up users, export and reset. */
export function startSetup() {
  find('show-keys', HTMLButtonElement).addEventListener('click', () => {
    showKeys = !showKeys;
    runAction(load);
  });
  find('copy-client', HTMLButtonElement).addEventListener('click', () => copy(clientCode(), 'The code was'));
  find('seed', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    runAction(() => whileBusy(find('seed-add', HTMLButtonElement), 'Adding …', seed));
  });
  find('reset', HTMLButtonElement).addEventListener('click', () => runAction(reset));
  onChange(() => {
    if (state.section === 'setup' && state.app !== '') runAction(load);
  });
}

/** Hides the keys when the user leaves the section, so that a return does not show them. */
export function hideKeys() {
  showKeys = false;
}

async function load() {
  const { keys } = await api('GET', ofApp(`keys?secrets=${showKeys}`));
  find('export', HTMLAnchorElement).href = `api/${ofApp('export')}`;
  find('connect', HTMLElement).replaceChildren(
    ...[
      ['Address', location.origin],
      ['App ID', state.app],
      ['Region', 'any'],
    ].flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, make('code', {}, value))]),
  );
  find('show-keys', HTMLElement).setAttribute('aria-pressed', String(showKeys));
  redraw(find('keys', HTMLElement), keys.map(keyRow));
  find('client-code', HTMLElement).textContent = clientCode();
}

/** @param {any} key @param {number} index */
function keyRow({ apiKey, name: given, scope }, index) {
  // The service gives its own key this name; everywhere else here it is a "REST API key".
  const name = given === 'Rest API Key' ? 'REST API key' : given;
  const copyKey = async () => copy((await api('GET', ofApp('keys?secrets=true'))).keys[index].apiKey, name);
  return make(
    'li',
    {},
    make(
      'span',
      { class: 'grow' },
      name,
      ' ',
      make('span', { class: 'quiet' }, scope),
      make('br'),
      make('code', {}, apiKey),
    ),
    button('Copy', () => runAction(copyKey), { key: `copy ${index}`, label: `Copy ${name}` }),
  );
}

function clientCode() {
  const options = `  appId: '${state.app}',\n  region: 'us',\n  emulator: '${location.origin}',`;
  return `import { createClient } from 'cometchat-users';\n\nconst client = createClient({\n${options}\n});`;
}

async function seed() {
  const input = find('seed-count', HTMLInputElement);
  const error = find('seed-error', HTMLElement);
  error.textContent = '';
  input.removeAttribute('aria-invalid');
  try {
    const { count, first, last } = await api('POST', ofApp('seed'), { count: input.value });
    showMessage(`${counted(count, 'user')} added: ${count === 1 ? first : `${first} to ${last}`}.`);
    notifyChange();
  } catch (problem) {
    if (!(problem instanceof Problem) || !problem.details.count) throw problem;
    error.textContent = problem.details.count.join(' ');
    input.setAttribute('aria-invalid', 'true');
    input.focus();
  }
}

async function reset() {
  const text =
    'Users, tokens, roles and the request log of every app return to their initial state. This cannot be undone.';
  if (!(await confirmAction({ title: 'Reset everything?', text, yes: 'Reset everything' }))) return;
  await api('POST', 'reset');
  showMessage('Everything was reset.');
  notifyChange();
}
