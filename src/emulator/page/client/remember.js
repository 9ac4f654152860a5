/** Reads a setting of this page that the browser stored. @param {string} name */
export function remembered(name) {
  try {
    return localStorage.getItem(`cometchat-emulator:${name}`);
  } catch {
    // The browser blocks storage.
    return null;
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(`cometchat-emulator:${name}`, value);
  } catch {
    // Without storage, the setting lasts until the page is closed.
  }
}
