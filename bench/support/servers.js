import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './child.js';

/** @typedef {{ url: string, apiKey: string } & Omit<import('./child.js').Child, 'hello'>} Serving */

/**
 * The emulator of `dist/`, without rate limits.
 * @param {object} [options] for `createEmulator`
 * @param {string[]} [execArgv]
 * @returns {Promise<Serving>}
 */
export async function startEmulator(options = {}, execArgv = []) {
  const { hello, ...child } = await start('servers/emulator.js', { args: [JSON.stringify(options)], execArgv });
  return { ...hello, ...child };
}

/**
 * A bare `node:http` server that responds with a constant body.
 * @returns {Promise<Serving>}
 */
export async function startBare() {
  const { hello, ...child } = await start('servers/bare.js');
  return { apiKey: 'none', ...hello, ...child };
}

const PACKAGES = fileURLToPath(new URL('../prism/node_modules', import.meta.url));
const PRISM = path.join(PACKAGES, '@stoplight', 'prism-cli', 'dist', 'index.js');

/** The reason why Prism cannot run; `undefined` if it can. */
export function withoutPrism() {
  const { COMETCHAT_OPENAPI } = process.env;
  if (!COMETCHAT_OPENAPI) return 'COMETCHAT_OPENAPI does not name the folder of chat-apis.2023.json';
  if (!existsSync(path.join(COMETCHAT_OPENAPI, 'chat-apis.2023.json')))
    return `${COMETCHAT_OPENAPI} has no chat-apis.2023.json`;
  return existsSync(PRISM) ? undefined : 'it is not installed: npm ci --prefix bench/prism';
}

/**
 * Prism, as silent as it can be.
 * @returns {Promise<Serving>}
 */
export async function startPrism() {
  const document = path.join(process.env.COMETCHAT_OPENAPI ?? '', 'chat-apis.2023.json');
  const port = await freePort();
  const args = [PRISM, 'mock', '-p', String(port), '-v', 'silent', document];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await answers(url)); tries += 1) {
    if (child.exitCode !== null || tries > 150) throw new Error('Prism did not start.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url,
    apiKey: 'any',
    ask: () => Promise.reject(new Error('Prism answers no questions.')),
    cpu: async () => Number.NaN,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
    },
  };
}

/** @param {string} url */
const answers = (url) =>
  fetch(url).then(
    () => true,
    () => false,
  );

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
