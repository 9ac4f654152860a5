// The load generator, a process of its own.
import { ready } from './child.js';
import { openClients } from './clients.js';

/**
 * @typedef {object} Job
 * @property {string} url
 * @property {string} apiKey
 * @property {number} connections each with one request at a time
 * @property {number} forMs
 * @property {string} [name] of the users whom this job creates, with a token each
 * @property {string[]} [paths] to get instead, one after another, over and over
 */

/** @param {Job} job */
async function run({ url, apiKey, connections, forMs, name, paths }) {
  /** @type {number[]} */
  const times = [];
  let next = 100_000;

  /** @param {import('./clients.js').Client} one @param {[method: string, path: string, body?: object]} request */
  const send = async (one, ...request) => {
    const started = performance.now();
    await one.send(...request);
    times.push(performance.now() - started);
  };
  const clients = await openClients(url.replace(/\/$/, ''), apiKey, connections);

  const started = performance.now();
  await Promise.all(
    clients.map(async (one) => {
      while (performance.now() - started < forMs) {
        const count = next++;
        if (paths !== undefined) {
          await send(one, 'GET', paths[count % paths.length] ?? '');
          continue;
        }
        const user = { uid: `${name}-${count}`, name: `User ${count}` };
        await send(one, 'POST', '/users', user);
        await send(one, 'POST', `/users/${user.uid}/auth_tokens`, {});
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const one of clients) one.close();
  times.sort((one, other) => one - other);
  return {
    count: times.length,
    perSecond: times.length / seconds,
    p50: times[Math.floor(times.length * 0.5)],
    p99: times[Math.floor(times.length * 0.99)],
  };
}

ready({}, run);
