import { showMessage } from './dom.js';
import { state } from './state.js';

/** An error response. */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {string} code
   * @param {Record<string, string[]>} details
   */
  constructor(message, code, details) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/**
 * Sends a request to the emulator. Every response is JSON.
 *
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export async function api(method, path, body) {
  const response = await fetch(`api/${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const json = await response.json();
  if (response.ok) return json;
  const { message = `Status ${response.status}`, code = '', details = {} } = json.error ?? {};
  throw new Problem(message, code, details);
}

/**
 * The API path of something in the shown app.
 *
 * @param {string} rest
 * @param {string[]} names
 */
export function ofApp(rest, ...names) {
  const path = names.reduce((text, name) => text.replace('*', () => encodeURIComponent(name)), rest);
  return `apps/${encodeURIComponent(state.app)}/${path}`;
}

/**
 * Runs a user's action, and shows a message when it fails.
 *
 * @param {() => Promise<unknown>} work
 */
export async function runAction(work) {
  try {
    await work();
  } catch (error) {
    showMessage(error instanceof Problem ? error.message : `The emulator does not respond. ${error}`);
  }
}
