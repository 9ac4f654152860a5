import { api } from './api.js';
import { wireDialogs } from './dialogs.js';
import { find, make } from './dom.js';
import { startFaults } from './faults.js';
import { startImport } from './import.js';
import { startRequest } from './request.js';
import { pollRequests, startRequests } from './requests.js';
import { startRoleForm } from './role-form.js';
import { startRoles } from './roles.js';
import { hideKeys, startSetup } from './setup.js';
import { notifyChange, onChange, state } from './state.js';
import { openUser, startUser } from './user.js';
import { startUserForm } from './user-form.js';
import { restartUsers, startUsers } from './users.js';

const SECTIONS = ['users', 'requests', 'roles', 'setup'];
const POLL_EVERY_MS = 1000;

/** Shows the section in the URL's hash. */
function route() {
  const named = location.hash.slice(1);
  if (!SECTIONS.includes(named) && named !== '') return;
  state.section = named || 'users';
  hideKeys();
  for (const section of SECTIONS) {
    find(`section-${section}`, HTMLElement).hidden = section !== state.section;
    const link = document.querySelector(`header nav a[href="#${section}"]`);
    if (section === state.section) link?.setAttribute('aria-current', 'page');
    else link?.removeAttribute('aria-current');
  }
  notifyChange();
}

async function loadApps() {
  const { apps, defaultApp } = await api('GET', 'apps');
  const ids = apps.map((/** @type {any} */ app) => app.id);
  const before = state.app;
  if (!ids.includes(state.app)) state.app = defaultApp;
  state.severalApps = ids.length > 1;
  find('app-field', HTMLElement).hidden = ids.length < 2;
  find('requests-table', HTMLElement).classList.toggle('one-app', ids.length < 2);
  const select = find('app', HTMLSelectElement);
  const same = [...select.options].map((option) => option.value).join('\n') === ids.join('\n');
  if (!same) select.replaceChildren(...ids.map((/** @type {string} */ id) => make('option', { value: id }, id)));
  select.value = state.app;
  if (before !== state.app) notifyChange();
}

let writes = -1;

/** Polls for changes, once a second while the page is visible. */
async function poll() {
  const live = find('live', HTMLElement);
  try {
    if (!document.hidden) {
      const now = await pollRequests();
      if (now !== writes) {
        writes = now;
        await loadApps();
        notifyChange();
      }
      show(live, 'Live', false);
    }
  } catch {
    show(live, 'The emulator does not respond. Trying again …', true);
  }
  setTimeout(poll, POLL_EVERY_MS);
}

/** @param {HTMLElement} live @param {string} text @param {boolean} down */
function show(live, text, down) {
  if (live.textContent !== text) live.textContent = text;
  live.classList.toggle('down', down);
  live.classList.toggle('up', !down);
}

find('app', HTMLSelectElement).addEventListener('change', (event) => {
  state.app = /** @type {HTMLSelectElement} */ (event.target).value;
  restartUsers();
  notifyChange();
});
window.addEventListener('hashchange', route);
wireDialogs();
startUsers();
startUser();
startUserForm(openUser);
startRequests();
startRequest();
startRoles();
startRoleForm();
startSetup();
startImport();
startFaults();
route();
onChange(() => {
  const section = state.section.charAt(0).toUpperCase() + state.section.slice(1);
  document.title = `${section} · ${state.app} · CometChat emulator`;
});
poll();
