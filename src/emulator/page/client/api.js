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

/** No response of the emulator: it has ended, or it does not respond in time. */
export class EmulatorGone extends Error {
  constructor() {
    super('The emulator does not respond. Is it still running?');
  }
}

/** The most time for reading. A write may take longer: it can add 100,000 users. */
const READ_TIMEOUT_MS = 10_000;

/**
 * Sends a request to the emulator. Every response is JSON.
 *
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export async function api(method, path, body) {
  const { response, json } = await send(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (response.ok) return json;
  const { message = `Status ${response.status}`, code = '', details = {} } = json.error ?? {};
  throw new Problem(message, code, details);
}

/** @param {string} path @param {RequestInit} init @returns {Promise<{ response: Response, json: any }>} */
async function send(path, init) {
  const timeout = new AbortController();
  const timer = init.method === 'GET' ? setTimeout(() => timeout.abort(), READ_TIMEOUT_MS) : undefined;
  try {
    const response = await fetch(`api/${path}`, { ...init, signal: timeout.signal });
    return { response, json: await response.json() };
  } catch {
    throw new EmulatorGone();
  } finally {
    clearTimeout(timer);
  }
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
    showMessage(textOf(error));
  }
}

/** The text of an error, for the user. @param {unknown} error */
export function textOf(error) {
  if (error instanceof EmulatorGone) return error.message;
  if (!(error instanceof Problem)) return `This page has a bug: ${error}`;
  return Object.values(error.details).flat().join(' ') || error.message;
}
