/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function find(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`There is no such #${id}`);
  return element;
}

/** @typedef {string | number | Node | null | undefined | false} Child */

/**
 * Creates an element. A function attribute is a listener, and `true` is an empty attribute. `undefined` and `false` are
 * left out.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | undefined | ((event: Event) => void)>} [attributes]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children)
    if (child || child === 0) element.append(typeof child === 'number' ? String(child) : child);
  return element;
}

/**
 * Creates a button. With a key, it keeps the focus when the place around it is redrawn.
 *
 * @param {Child} content
 * @param {() => unknown} click
 * @param {{ key?: string, label?: string, title?: string, kind?: 'danger' | 'link' | 'link mono', disabled?: boolean }} [more]
 */
export function button(content, click, { key, label, title, kind, disabled } = {}) {
  const attributes = { type: 'button', class: kind, 'data-key': key, 'aria-label': label, title, disabled, click };
  return make('button', attributes, content);
}

/**
 * Replaces the content of a place. The focused element keeps the focus, by its `data-key`. If that key is gone,
 * `instead` gets the focus.
 *
 * @param {HTMLElement} place
 * @param {Node[]} children
 * @param {HTMLElement} [instead]
 */
export function redraw(place, children, instead) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.getAttribute('data-key');
  place.replaceChildren(...children);
  if (!focused) return;
  const again = key && place.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (again instanceof HTMLElement) again.focus();
  else instead?.focus();
}

/**
 * Writes a text only if it differs: screen readers would announce the same text again.
 *
 * @param {string} id
 * @param {string} text
 */
export function write(id, text) {
  const place = find(id, HTMLElement);
  if (place.textContent !== text) place.textContent = text;
}

/**
 * Writes a count. Screen readers announce it only when the user asked for it, not each time that an app adds to it.
 *
 * @param {string} id
 * @param {string} text
 * @param {boolean} isAsked
 */
export function writeCount(id, text, isAsked) {
  const place = find(id, HTMLElement);
  // The same text has no news, and must not interrupt an announcement that is still pending.
  if (!isAsked && place.textContent === text) return;
  place.setAttribute('aria-live', isAsked ? 'polite' : 'off');
  write(id, text);
}

/** A name element, for text of any direction and any length. @param {string} text @param {number} [lines] */
export function nameOf(text, lines = 2) {
  return make('bdi', { class: `clamp clamp-${lines}`, title: text.length > 40 ? text : undefined }, text);
}

/**
 * Runs the action of a button, only once at a time, and shows progress. It does not disable the button, which would
 * lose the focus.
 *
 * @param {HTMLButtonElement} button
 * @param {string} meanwhile
 * @param {() => Promise<unknown>} work
 */
export async function whileBusy(button, meanwhile, work) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  const before = button.textContent;
  button.setAttribute('aria-disabled', 'true');
  button.textContent = meanwhile;
  try {
    await work();
  } finally {
    button.removeAttribute('aria-disabled');
    button.textContent = before;
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/**
 * Shows a message and lets screen readers announce it. With an open dialog the message goes inside it: the page behind
 * the dialog is neither visible nor announced.
 *
 * @param {string} text
 */
export function showMessage(text) {
  const dialogs = [...document.querySelectorAll('dialog[open]')].filter((dialog) => dialog.querySelector('.said'));
  const places = [...document.querySelectorAll('.said')];
  const place = dialogs.at(-1)?.querySelector('.said') ?? document.getElementById('said');
  for (const one of places) one.textContent = '';
  if (place) place.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => {
    for (const one of places) one.textContent = '';
  }, 6000);
}

/**
 * Copies a text to the clipboard and shows a message. On a remote page without https, browsers provide no clipboard
 * API: there the text is copied by a selection.
 *
 * @param {string} text
 * @param {string} what
 */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make('textarea', { class: 'hidden', 'aria-hidden': 'true', tabindex: -1 });
    area.value = text;
    const focused = document.activeElement;
    ([...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body).append(area);
    area.select();
    const worked = document.execCommand('copy');
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
    if (!worked) return showMessage('The browser did not allow copying.');
  }
  showMessage(`${what} copied.`);
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

/**
 * @param {number} milliseconds
 * @param {'day' | 'clock'} form
 */
export function time(milliseconds, form) {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return String(milliseconds);
  return make('time', { datetime: date.toISOString() }, (form === 'day' ? day : clock).format(date));
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
