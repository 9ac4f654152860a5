import { newRoutes, type Routes } from '../exchange.js';
import { OPERATION_NAMES } from '../middleware/faults/operations.js';
import { addMadeUpUsers } from '../page/made-up.js';
import { maskText } from '../page/mask.js';
import type { App } from '../state/apps.js';
import { viewUser } from '../view.js';
import { appIn, bodyOf, type PageParts, respond, respondJson, wholeNumber } from './page-call.js';

const SEED_MAX = 100_000;
/** The number of users in one chunk of an export. */
const CHUNK = 1000;

/** The other tools of the page: apps, keys, made-up users, export and reset. */
export function pageToolRoutes(parts: PageParts): Routes {
  const routes = newRoutes();

  routes.get('/apps', () => {
    const apps = parts.apps.list().map((app) => ({ id: app.id, users: app.users.table.size }));
    return respondJson({ apps, defaultApp: parts.apps.default.id });
  });

  routes.get('/apps/:app/keys', (call) => {
    const keys = appIn(call, parts).keys.newestFirst().reverse();
    const show = call.req.query('secrets') === 'true' ? (key: string) => key : maskText;
    return respondJson({ keys: keys.map(({ apiKey, name, scope }) => ({ apiKey: show(apiKey), name, scope })) });
  });

  routes.post('/apps/:app/seed', (call) => {
    const app = appIn(call, parts);
    const count = wholeNumber(bodyOf(call).count, 'count', Number.NaN, SEED_MAX);
    return respondJson({ count, ...addMadeUpUsers(app, count) });
  });

  routes.get('/apps/:app/export', (call) => {
    const app = appIn(call, parts);
    const disposition = `attachment; filename="${app.id}-users.ndjson"`;
    return respond('application/x-ndjson', linesOf(app), { 'content-disposition': disposition });
  });

  routes.get('/operations', () => respondJson({ operations: OPERATION_NAMES }));

  routes.post('/reset', () => {
    parts.reset();
    return respondJson({});
  });

  return routes;
}

/**
 * One user per line (NDJSON), as the import of this package reads them. Users created during the export may be missing.
 */
function linesOf(app: App): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const users = app.users.all();
  return new ReadableStream({
    pull(controller) {
      let text = '';
      for (let row = 0; row < CHUNK; row += 1) {
        const next = users.next();
        if (next.done) {
          if (text !== '') controller.enqueue(encoder.encode(text));
          controller.close();
          return;
        }
        const { status: _, ...user } = viewUser(next.value, app, 'admin');
        text += `${JSON.stringify(user)}\n`;
      }
      controller.enqueue(encoder.encode(text));
    },
  });
}
