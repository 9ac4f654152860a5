// Keeps users in step with `ensure`, or with bare `fetch` and the same requests.
import { createAdmin } from 'cometchat-users/server';
import { ready } from './child.js';

const [way] = process.argv.slice(2);

/** @typedef {{ uid: string, name: string }} User */

/**
 * @param {{ url: string, apiKey: string }} service
 * @returns {(user: User) => Promise<unknown>}
 */
function withEnsure({ url, apiKey }) {
  const admin = createAdmin({ appId: 'emulator-app', region: 'us', emulator: url.replace(/\/v3.*$/, ''), apiKey });
  return (user) => admin.users.ensure(user);
}

/**
 * @param {{ url: string, apiKey: string }} service
 * @returns {(user: User) => Promise<unknown>}
 */
function withFetch({ url, apiKey }) {
  const headers = { apikey: apiKey, accept: 'application/json', 'content-type': 'application/json' };
  /** @param {string} method @param {string} path @param {object} [body] */
  const send = async (method, path, body) => {
    const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return answer.json();
  };
  return async ({ uid, name }) => {
    const { data } = await send('GET', `/users/${uid}`);
    if (!data) await send('POST', '/users', { uid, name });
    else if (data.name !== name) await send('PUT', `/users/${uid}`, { name });
  };
}

ready({}, async ({ url, apiKey, calls, concurrency, name }) => {
  const ensure = (way === 'ensure' ? withEnsure : withFetch)({ url, apiKey });
  const users = Math.ceil(calls / 3);
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < calls) {
        const count = next++;
        // A third finds nobody, a third another name, and a third what is wanted. One after the other: were two of one user under
        // way at once, ensure would settle which came first, and bare fetch would not.
        await ensure({ uid: `${name}-${count % users}`, name: count < users ? 'New' : 'Renamed' });
      }
    }),
  );
  const perSecond = calls / ((performance.now() - started) / 1000);
  globalThis.gc?.();
  // What fetch lets go of when its requests are collected is let go of now, and collected then.
  await new Promise((resolve) => setTimeout(resolve, 50));
  globalThis.gc?.();
  return { perSecond, bytes: process.memoryUsage().heapUsed };
});
