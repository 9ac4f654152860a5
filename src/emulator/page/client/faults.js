import { api, runAction } from './api.js';
import { button, counted, find, make, redraw, showMessage, write } from './dom.js';
import { notifyChange, onChange, state } from './state.js';

/** @type {[string, object][]} */
const EFFECTS = [
  ['Status 500: server error', { status: 500 }],
  ['Status 503: not available', { status: 503 }],
  ['Status 429: too many requests', { rateLimit: true }],
  ['Three seconds delay', { delayMs: 3000 }],
  ['No response, request not handled', { drop: 'before' }],
  ['No response, request handled', { drop: 'after' }],
  ['Connection reset halfway', { reset: true }],
  ['Truncated JSON', { json: 'truncated' }],
  ['Invalid JSON', { json: 'malformed' }],
  ['Page of a sign-in portal', { html: true }],
  ['Empty body', { empty: true }],
  ['Status 200 with an error', { envelope: true }],
  ['Slow response in small parts', { trickle: { bytes: 20, everyMs: 100 } }],
];

/** @type {[string, object][]} */
const OFTEN = [
  ['every time', {}],
  ['once', { times: 1 }],
  ['three times', { times: 3 }],
  ['for half of the requests', { share: 0.5 }],
];

/** The form that adds and removes faults. */
export function startFaults() {
  const select = (/** @type {string} */ id, /** @type {string[]} */ names) =>
    find(id, HTMLSelectElement).append(...names.map((name) => make('option', {}, name)));
  select(
    'fault-effect',
    EFFECTS.map(([name]) => name),
  );
  select(
    'fault-often',
    OFTEN.map(([name]) => name),
  );
  runAction(async () => select('fault-operation', (await api('GET', 'operations')).operations));
  find('faults', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    runAction(add);
  });
  find('faults-off', HTMLButtonElement).addEventListener('click', () => runAction(clear));
  onChange(() => {
    if (state.section === 'setup') runAction(load);
  });
}

async function load() {
  const { data } = await api('GET', '../faults');
  write(
    'faults-now',
    data.length === 0
      ? 'No fault is on.'
      : `${counted(data.length, 'fault')} on. The first one that matches a request applies.`,
  );
  find('faults-off', HTMLElement).hidden = data.length === 0;
  redraw(find('faults-list', HTMLElement), data.map(row), find('faults-title', HTMLElement));
}

/** @param {any} active */
function row({ id, fault, applied }) {
  const text = textOf(fault);
  const remove = () =>
    runAction(async () => {
      await api('DELETE', `../faults/${id}`);
      showMessage('The fault is off.');
      notifyChange();
    });
  return make(
    'li',
    {},
    make(
      'span',
      { class: 'grow' },
      text,
      make('br'),
      make('span', { class: 'quiet' }, `Applied ${counted(applied, 'time')}`),
    ),
    button('Turn off', remove, { key: `off ${id}`, label: `Turn off: ${text}` }),
  );
}

/**
 * Describes a fault in the words of the form. A fault added by a test or a command may have no such words: it is shown
 * as JSON.
 *
 * @param {any} fault
 */
function textOf({ operation, ...rest }) {
  for (const [effect, effectOf] of EFFECTS) {
    for (const [often, oftenOf] of OFTEN) {
      if (isSame(rest, { ...effectOf, ...oftenOf })) return `${effect}, to ${operation ?? 'every request'}, ${often}`;
    }
  }
  return JSON.stringify({ ...(operation && { operation }), ...rest });
}

/** @param {Record<string, unknown>} one @param {Record<string, unknown>} other */
function isSame(one, other) {
  const names = Object.keys(other);
  return (
    names.length === Object.keys(one).length &&
    names.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]))
  );
}

async function add() {
  const operation = find('fault-operation', HTMLSelectElement).value;
  const effect = EFFECTS[find('fault-effect', HTMLSelectElement).selectedIndex]?.[1];
  const often = OFTEN[find('fault-often', HTMLSelectElement).selectedIndex]?.[1];
  await api('POST', '../faults', { ...(operation && { operation }), ...effect, ...often });
  showMessage('The fault is on.');
  notifyChange();
}

async function clear() {
  await api('DELETE', '../faults');
  showMessage('All faults are off.');
  notifyChange();
  find('faults-title', HTMLElement).focus();
}
