/** What the whole page shares. */
export const state = {
  /** The app that is looked at. */
  app: '',
  /** Which section is shown. */
  section: 'users',
  /** Whether there are several apps. */
  severalApps: false,
};

/** @type {Set<() => void>} */
const listeners = new Set();

/**
 * From now on, is told when something may have changed, here or in the emulator.
 *
 * @param {() => void} listener
 */
export function onChange(listener) {
  listeners.add(listener);
}

export function tellChange() {
  for (const listener of listeners) listener();
}
