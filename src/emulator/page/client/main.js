import { api, EmulatorGone } from './api.js';
import { wireDialogs } from './dialogs.js';
import { find, make, write } from './dom.js';
import { startFaults } from './faults.js';
import { startImport } from './import.js';
import { startRequest } from './request.js';
import { pollRequests, reloadRequests, startRequests } from './requests.js';
import { startRoleForm } from './role-form.js';
import { startRoles } from './roles.js';
import { startSelectionActions } from './selection-actions.js';
import { startSelectionBoxes } from './selection-boxes.js';
import { hideKeys, startSetup } from './setup.js';
import { notifyChange, onChange, state } from './state.js';
import { openUser, startUser } from './user.js';
import { startUserForm } from './user-form.js';
import { restartUsers, startUsers } from './users.js';

const SECTIONS = ['users', 'requests', 'roles', 'setup'];
const POLL_EVERY_MS = 1000;
const GONE =
  'The emulator does not respond. It has probably ended: start it again on the same port, and this page continues by itself.';

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
  find('requests-table', HTMLElement).classList.toggle('one-app', ids.length < 2);
  const select = find('app', HTMLSelectElement);
  const same = [...select.options].map((option) => option.value).join('\n') === ids.join('\n');
  if (!same) select.replaceChildren(...ids.map((/** @type {string} */ id) => make('option', { value: id }, id)));
  select.value = state.app;
  if (before === state.app) return;
  // The shown app is gone.
  if (before !== '') restartUsers();
  notifyChange();
}

let version = '';

/** Polls for changes, once a second while the page is visible. */
async function poll() {
  try {
    if (!document.hidden) {
      const now = await pollRequests();
      if (now !== version) {
        version = now;
        await loadApps();
        notifyChange();
      }
      showLive(true);
    }
  } catch (error) {
    if (!(error instanceof EmulatorGone)) throw error;
    // The next response may be from a new emulator, with other data.
    reloadRequests();
    showLive(false);
  } finally {
    setTimeout(poll, POLL_EVERY_MS);
  }
}

/** @param {boolean} isLive */
function showLive(isLive) {
  const live = find('live', HTMLElement);
  live.classList.toggle('down', !isLive);
  live.classList.toggle('up', isLive);
  write('live', isLive ? 'Live' : 'Not connected');
  write('gone', isLive ? '' : GONE);
}

find('app', HTMLSelectElement).addEventListener('change', (event) => {
  state.app = /** @type {HTMLSelectElement} */ (event.target).value;
  restartUsers();
  notifyChange();
});
window.addEventListener('hashchange', route);
wireDialogs();
startUsers();
startSelectionBoxes();
startSelectionActions();
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
