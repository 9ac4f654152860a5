// Imports users who are all equal already, from a service in the same process that makes its pages when they are asked for. It reports the
// memory when all lists were read and the first row is compared.
import { createAdmin } from 'cometchat-users/server';
import { ready } from './child.js';

const PAGE = 1000;

/** @param {number} number */
const userOf = (number) => ({
  uid: `customer-${number}`,
  name: `Person ${number}`,
  avatar: `https://pictures.example/${number}.png`,
  metadata: { department: `d-${number % 50}`, number },
  tags: ['staff', `t-${number % 5}`],
});

/** @param {number} count @param {(request: Request) => void} seen */
const serviceOf = (count, seen) => async (/** @type {Request} */ request) => {
  seen(request);
  const query = new URL(request.url).searchParams;
  const page = Number(query.get('page') ?? 1);
  const perPage = Number(query.get('perPage') ?? PAGE);
  const pagination = { total: count, per_page: perPage, current_page: page, total_pages: Math.ceil(count / perPage) };
  const first = (page - 1) * perPage;
  const length = Math.min(perPage, count - first);
  return Response.json({ data: Array.from({ length }, (_, index) => userOf(first + index)), meta: { pagination } });
};

function weigh() {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapUsed, rss };
}

ready({}, async ({ count }) => {
  const admin = createAdmin({
    appId: 'app',
    region: 'us',
    apiKey: 'key',
    rate: false,
    fetch: serviceOf(count, () => {}),
  });
  const rows = (function* () {
    for (let number = 0; number < count; number += 1) yield userOf(number);
  })();
  const before = weigh();
  const run = admin.sync.importUsers(rows);
  let listed = before;
  let peak = 0;
  let done = 0;
  for await (const { line } of run) {
    if (line === 1) listed = weigh();
    done += 1;
    if (done % 10_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  const { counts, requests } = await run.summary;
  if (counts.unchanged !== count) throw new Error(`Only ${counts.unchanged} users were equal.`);
  return { before, listed, peak, requests };
});
