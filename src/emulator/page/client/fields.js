import { find, make } from './dom.js';

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

/**
 * A field of a form: label, control, hint and error message.
 *
 * @param {{ name: string, label: string, hint?: string, isRequired?: boolean }} field
 * @param {Control} input
 */
export function fieldOf({ name, label, hint, isRequired }, input) {
  input.id = `field-${name}`;
  input.setAttribute('aria-describedby', `hint-${name} error-${name}`);
  if (isRequired) input.setAttribute('aria-required', 'true');
  return make(
    'div',
    { class: 'field' },
    make('label', { for: input.id }, isRequired ? `${label} (required)` : label),
    input,
    make('p', { class: 'hint', id: `hint-${name}`, hidden: hint === undefined }, hint),
    make('p', { class: 'error', id: `error-${name}` }),
  );
}

/** @param {string} text */
export function textInput(text) {
  const input = make('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', dir: 'auto' });
  input.value = text;
  return input;
}

/** @param {[value: string, text: string][]} options @param {string} value */
export function choice(options, value) {
  const select = make('select', {}, ...options.map(([one, text]) => make('option', { value: one }, text)));
  if (options.some(([one]) => one === value)) select.value = value;
  return select;
}

/** @param {string} name */
export function control(name) {
  return /** @type {HTMLInputElement} */ (find(`field-${name}`, HTMLElement));
}

/** Shows the error of a field; '' removes it. @param {string} name @param {string} text */
export function mark(name, text) {
  const place = document.getElementById(`error-${name}`);
  if (!place) return;
  place.textContent = text;
  if (text) control(name).setAttribute('aria-invalid', 'true');
  else control(name).removeAttribute('aria-invalid');
}

/** Splits a comma-separated list into words. @param {string} text */
export function wordsOf(text) {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
