// The load generator, a process of its own.
import { ready } from './child.js';
import { connect, requestText } from './connection.js';

/**
 * @typedef {object} Job
 * @property {string} url
 * @property {string} apiKey
 * @property {number} connections each with one request at a time
 * @property {number} forMs
 * @property {string} [name] of the users whom this job creates, with a token each
 * @property {string[]} [paths] to get instead, one after another, over and over
 */

let spinning = false;

/** Keeps the process awake: to wake it anew for each answer would be work of the server's, and more than an answer takes. */
function spin() {
  if (spinning) setImmediate(spin);
}

/** @param {Job} job */
async function run({ url, apiKey, connections, forMs, name, paths }) {
  const base = new URL(url).pathname.replace(/\/$/, '');
  const headers = { apikey: apiKey };
  /** @type {number[]} */
  const times = [];
  let next = 100_000;

  /** @param {import('./connection.js').Connection} connection @param {string} request */
  const send = async (connection, request) => {
    const started = performance.now();
    await connection.send(request);
    times.push(performance.now() - started);
  };
  const gets = paths?.map((path) => requestText('GET', base + path, headers));
  const open = await Promise.all(Array.from({ length: connections }, () => connect(url)));

  spinning = true;
  spin();
  const started = performance.now();
  await Promise.all(
    open.map(async (connection) => {
      while (performance.now() - started < forMs) {
        const count = next++;
        const get = gets?.[count % gets.length];
        if (get !== undefined) {
          await send(connection, get);
          continue;
        }
        const user = { uid: `${name}-${count}`, name: `User ${count}` };
        await send(connection, requestText('POST', `${base}/users`, headers, user));
        await send(connection, requestText('POST', `${base}/users/${user.uid}/auth_tokens`, headers, {}));
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  spinning = false;
  for (const connection of open) connection.close();
  times.sort((one, other) => one - other);
  return {
    perSecond: times.length / seconds,
    p50: times[Math.floor(times.length * 0.5)],
    p99: times[Math.floor(times.length * 0.99)],
  };
}

ready({}, run);
