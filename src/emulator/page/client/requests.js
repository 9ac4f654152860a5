import { api, runAction } from './api.js';
import { statusOf, tookOf } from './chips.js';
import { confirmAction } from './dialogs.js';
import { button, counted, find, make, showMessage, time, write, writeCount } from './dom.js';
import { remember, remembered } from './remember.js';
import { openRequest } from './request.js';
import { state } from './state.js';

/** The number of rows to draw at a time. */
const STEP = 100;

/** @type {any[]} Newest first. */
let rows = [];
let newest = 0;
let oldest = 0;
let drawn = STEP;
/** The first load: its rows are not marked as new. */
let isFirst = true;
/** Whether the rows may be those of an emulator that has ended. */
let isStale = false;
/** Counts the reloads of the whole log. */
let reloads = 0;

/** The request log. */
export function startRequests() {
  const hidePreflights = find('hide-preflights', HTMLInputElement);
  hidePreflights.checked = remembered('hide-preflights') === 'true';
  hidePreflights.addEventListener('input', () => remember('hide-preflights', String(hidePreflights.checked)));
  for (const id of ['filter', 'errors-only', 'hide-preflights'])
    find(id, HTMLInputElement).addEventListener('input', () => drawAll());
  find('requests-search', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());
  find('clear-requests', HTMLButtonElement).addEventListener('click', () => runAction(clear));
  find('older', HTMLButtonElement).addEventListener('click', () => runAction(showOlder));
}

/** Makes the next poll load the whole log: the emulator may be a new one. */
export function reloadRequests() {
  isStale = true;
}

/**
 * Loads the requests since the last poll. Returns a text that changes when the emulator's data may have changed.
 *
 * @returns {Promise<string>}
 */
export async function pollRequests() {
  // Also reload requests that had no response yet.
  const pending = rows.filter((row) => row.status === 0).at(-1)?.id;
  const since = isStale ? 0 : pending === undefined ? newest : pending - 1;
  const answer = await api('GET', `requests?since=${since}`);
  if (isStale) {
    isStale = false;
    reloads += 1;
    rows = [];
    isFirst = true;
  } else if (answer.newest < newest) {
    // The ids began again: this is a new emulator.
    reloadRequests();
    return pollRequests();
  }
  const first = answer.rows.at(-1)?.id ?? 0;
  if (rows.length === 0 || answer.count === 0 || first > (rows[0]?.id ?? 0) + 1) {
    // More requests arrived than one response holds. Start again with these: a contiguous list, whose older rows load
    // on demand.
    rows = [];
    find('requests', HTMLElement).replaceChildren();
  }
  newest = answer.newest;
  oldest = answer.oldest;
  const arrived = answer.rows.filter((/** @type {any} */ row) => row.id > (rows[0]?.id ?? 0));
  const answered = answer.rows.filter((/** @type {any} */ row) =>
    rows.some((old) => old.id === row.id && old.status !== row.status),
  );
  rows = [...arrived, ...rows.map((row) => answered.find((/** @type {any} */ one) => one.id === row.id) ?? row)];
  while (rows.length > 0 && rows[rows.length - 1].id < oldest) rows.pop();
  drawNew(arrived, answered);
  return `${reloads} ${answer.writes} ${answer.apps}`;
}

/** @param {any} row */
function passes(row) {
  return !isHidden(row) && matches(row);
}

/** The emulator has no other operation with this method. @param {any} row */
function isHidden(row) {
  return row.method === 'OPTIONS' && find('hide-preflights', HTMLInputElement).checked;
}

/** @param {any} row */
function matches(row) {
  const text = find('filter', HTMLInputElement).value.trim().toLowerCase();
  if (find('errors-only', HTMLInputElement).checked && row.status < 400) return false;
  return `${row.method} ${row.path} ${row.status} ${row.app ?? ''}`.toLowerCase().includes(text);
}

function drawAll() {
  find('requests', HTMLElement).replaceChildren(
    ...rows
      .filter(passes)
      .slice(0, drawn)
      .map((row) => rowOf(row)),
  );
  drawRest(true);
}

/** Keeps the existing rows, and with them the focus. @param {any[]} arrived @param {any[]} answered */
function drawNew(arrived, answered) {
  const body = find('requests', HTMLElement);
  for (const row of answered) {
    const old = body.querySelector(`[data-id="${row.id}"]`);
    if (old && !old.contains(document.activeElement)) old.replaceWith(rowOf(row));
  }
  body.prepend(...arrived.filter(passes).map((row) => rowOf(row, !isFirst && state.section === 'requests')));
  isFirst = false;
  for (const last of [...body.children].reverse()) {
    if (body.children.length <= drawn && Number(last.getAttribute('data-id')) >= oldest && rows.length > 0) break;
    last.remove();
  }
  drawRest(false);
}

/** @param {boolean} isAsked */
function drawRest(isAsked) {
  const shown = find('requests', HTMLElement).children.length;
  const found = rows.filter(passes).length;
  const hidden = rows.filter((row) => isHidden(row) && matches(row)).length;
  const parts = [
    shown === 0
      ? counted(0, 'request')
      : `${counted(shown, 'request')}${state.severalApps ? ' of all apps' : ''}, newest first`,
    hidden > 0 && `${counted(hidden, 'preflight')} hidden`,
    shown > 0 && (found > shown || oldest < (rows.at(-1)?.id ?? 0)) && 'older ones exist',
  ];
  writeCount('requests-count', parts.filter(Boolean).join('; '), isAsked);
  find('requests-table', HTMLElement).hidden = shown === 0;
  find('requests-empty', HTMLElement).hidden = shown > 0;
  write('requests-empty', emptyText(hidden));
  find('older', HTMLElement).hidden = found <= shown && oldest >= (rows.at(-1)?.id ?? 0);
}

/** @param {number} hidden */
function emptyText(hidden) {
  if (rows.length === 0) return 'No requests yet. Requests of your app appear here immediately.';
  return hidden > 0 ? 'Only preflights, which are hidden.' : 'No request matches the filter.';
}

/** @param {any} row @param {boolean} [isNew] */
function rowOf(row, isNew = false) {
  return make(
    'tr',
    { 'data-id': row.id, class: isNew ? 'new' : undefined },
    make('td', {}, statusOf(row.status)),
    make(
      'th',
      { scope: 'row' },
      button(
        make('span', { class: 'clamp clamp-3' }, `${row.method} `, ...breakable(row.path)),
        () => openRequest(row.id),
        { kind: 'link mono' },
      ),
    ),
    make('td', { class: 'app wide quiet' }, row.app ?? 'by key or token'),
    make('td', { class: 'number quiet wide' }, tookOf(row)),
    make('td', { class: 'number quiet' }, time(row.at, 'clock')),
  );
}

/** A path that breaks between its parts. @param {string} path */
function breakable(path) {
  return path.split(/(?=[/?&])/).flatMap((part) => [make('wbr'), part]);
}

async function showOlder() {
  drawn += STEP;
  const last = rows.at(-1)?.id;
  if (last !== undefined && oldest < last) {
    const older = (await api('GET', `requests?before=${last}`)).rows;
    // A poll may have replaced the rows meanwhile.
    if (rows.at(-1)?.id === last) rows = [...rows, ...older];
  }
  drawAll();
}

async function clear() {
  if (
    !(await confirmAction({
      title: 'Clear the log?',
      text: 'This removes all requests, also from “emulator.requests”.',
      yes: 'Clear',
    }))
  )
    return;
  await api('DELETE', 'requests');
  rows = [];
  drawAll();
  showMessage('The log was cleared.');
}
