// Creates users in an emulator: by `sync.importUsers`, or by a bare loop of `fetch` that sends the same requests.
import { createAdmin } from 'cometchat-users/server';
import { ready } from './child.js';

const [way] = process.argv.slice(2);
const CONCURRENCY = 32;

/** @param {number} number @param {string} name */
const userOf = (number, name) => ({
  uid: `bench-${number}`,
  name: `${name} ${number}`,
  avatar: `https://pictures.example/${number}.png`,
  metadata: { department: `d-${number % 50}`, number },
  tags: ['staff', `t-${number % 5}`],
});

/** @param {{ from: number, count: number, changed?: number }} question */
function* rowsOf({ from, count, changed = 0 }) {
  for (let number = from; number < from + count; number += 1)
    yield userOf(number, changed > 0 && number % changed === 0 ? 'Changed' : 'Person');
}

/** @param {any} question */
async function importRows({ url, apiKey, ...rows }) {
  const admin = createAdmin({ appId: 'cometchat-emulator', region: 'us', apiKey, emulator: url, rate: false });
  const { counts, requests, stoppedBy } = await admin.sync.importUsers(rowsOf(rows), { concurrency: CONCURRENCY })
    .summary;
  if (stoppedBy || counts.failed > 0) throw stoppedBy ?? new Error(`${counts.failed} failed`);
  return requests;
}

/** @param {any} question */
async function sendRows({ url, apiKey, ...rows }) {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    appid: 'cometchat-emulator',
    apikey: apiKey,
  };
  const all = rowsOf(rows);
  let requests = 0;
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (const user of all) {
        const response = await fetch(`${url}/v3/users`, { method: 'POST', headers, body: JSON.stringify(user) });
        await response.json();
        if (!response.ok) throw new Error(`It responded with ${response.status}.`);
        requests += 1;
      }
    }),
  );
  return requests;
}

ready({}, async (question) => {
  const cpuBefore = process.cpuUsage();
  const begunAt = performance.now();
  const requests = await (way === 'import' ? importRows : sendRows)(question);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { requests, ms: performance.now() - begunAt, cpuMs: (user + system) / 1000 };
});
