/** The state that all modules of the page share. */
export const state = {
  /** The id of the shown app. */
  app: '',
  /** The name of the shown section. */
  section: 'users',
  /** Whether there are several apps. */
  severalApps: false,
};

/** @type {Set<() => void>} */
const listeners = new Set();

/**
 * Registers a listener for possible changes, here or in the emulator.
 *
 * @param {() => void} listener
 */
export function onChange(listener) {
  listeners.add(listener);
}

export function notifyChange() {
  for (const listener of listeners) listener();
}
