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
 * An element. A function is a listener, `true` an empty attribute; `undefined` and `false` are left out.
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
 * Draws anew what is within a place. What has the focus there keeps it, by its `data-key`; where that is gone, `instead`
 * gets it.
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
 * Writes a text where it differs: to write the same again would have it read out again.
 *
 * @param {string} id
 * @param {string} text
 */
export function write(id, text) {
  const place = find(id, HTMLElement);
  if (place.textContent !== text) place.textContent = text;
}

/**
 * Writes how much there is. It is read out where somebody asked for it, and not each time that an app adds to it.
 *
 * @param {string} id
 * @param {string} text
 * @param {boolean} isAsked
 */
export function writeCount(id, text, isAsked) {
  const place = find(id, HTMLElement);
  // The same text again tells nothing new, and must not hush what is still to be read out.
  if (!isAsked && place.textContent === text) return;
  place.setAttribute('aria-live', isAsked ? 'polite' : 'off');
  write(id, text);
}

/** A name, whatever direction it is written in and however long it is. @param {string} text @param {number} [lines] */
export function nameOf(text, lines = 2) {
  return make('bdi', { class: `clamp clamp-${lines}`, title: text.length > 40 ? text : undefined }, text);
}

/**
 * Does what a button is for, once at a time, and shows that it is at it. A disabled button would lose the focus.
 *
 * @param {HTMLButtonElement} button
 * @param {string} meanwhile
 * @param {() => Promise<unknown>} work
 */
export async function busy(button, meanwhile, work) {
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
 * Says something where it is seen and read out: what is behind an open dialog is neither.
 *
 * @param {string} text
 */
export function say(text) {
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
 * Puts a text on the clipboard, and says what was copied. Without https, and not on this machine, a browser has no
 * clipboard to write to but by a selection.
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
    if (!worked) return say('The browser did not let us copy.');
  }
  say(`${what} copied.`);
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
