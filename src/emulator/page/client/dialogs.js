import { find } from './dom.js';

/** Makes every close button of a dialog close it. */
export function wireDialogs() {
  for (const button of document.querySelectorAll('[data-close]')) {
    button.addEventListener('click', () => button.closest('dialog')?.close());
  }
  for (const drawer of document.querySelectorAll('dialog.drawer')) {
    drawer.addEventListener('click', (event) => {
      if (event.target === drawer && drawer instanceof HTMLDialogElement && isOutside(drawer, event)) drawer.close();
    });
  }
}

/** @param {HTMLDialogElement} dialog @param {Event} event */
function isOutside(dialog, event) {
  if (!(event instanceof MouseEvent) || event.clientX <= 0) return false;
  const { left, right } = dialog.getBoundingClientRect();
  return event.clientX < left || event.clientX > right;
}

/**
 * Asks for confirmation of an action that cannot be undone. The Cancel button has the focus.
 *
 * @param {{ title: string, text: string, yes: string }} question
 * @returns {Promise<boolean>}
 */
export function confirmAction({ title, text, yes }) {
  const dialog = find('ask', HTMLDialogElement);
  find('ask-title', HTMLElement).textContent = title;
  find('ask-text', HTMLElement).textContent = text;
  find('ask-yes', HTMLButtonElement).textContent = yes;
  dialog.returnValue = 'no';
  dialog.showModal();
  find('ask-no', HTMLButtonElement).focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
