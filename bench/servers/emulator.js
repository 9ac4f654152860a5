// The emulator as an app would start it, but for the rate limits of the service. Further options: the first argument.
import { createEmulator } from 'cometchat-users/emulator';
import { ready } from '../support/child.js';

const emulator = createEmulator({ rateLimits: false, ...JSON.parse(process.argv[2] ?? '{}') });
const { url } = await emulator.listen({ port: 0 });
let grown = 0;

/** Creates users until there are so many beside the samples, in lists as a sync sends them. @param {number} size */
async function grow(size) {
  while (grown < size) {
    const users = [];
    for (; users.length < 100 && grown < size; grown += 1)
      users.push({ uid: `grown-${String(grown).padStart(7, '0')}`, name: `User ${grown}` });
    const headers = { apikey: emulator.apiKey, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(users) };
    const { status } = await emulator.fetch(new Request(`${url}/v3/users`, init));
    if (status !== 200) throw new Error(`The emulator answered ${status}.`);
  }
}

/** The heap after a garbage collection, in bytes. */
function measure() {
  if (globalThis.gc === undefined) throw new Error('This takes --expose-gc.');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

ready({ url: `${url}/v3`, apiKey: emulator.apiKey }, async ({ size, weigh, count, reset }) => {
  if (reset) emulator.reset();
  await grow(size);
  return { bytes: weigh ? measure() : undefined, requests: count ? emulator.requests.length : undefined };
});
