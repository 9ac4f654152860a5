import { ApiError } from '../api-error.js';
import { type Call, newRoutes, param, type Routes } from '../exchange.js';
import { readHostName } from '../host-name.js';
import type { Recorder } from '../middleware/record.js';
import type { RequestLog } from '../middleware/request-log.js';
import { toCurl } from '../page/curl.js';
import { maskHeaders, maskText } from '../page/mask.js';
import { type PageParts, respondJson, wholeNumber } from './page-call.js';

/** The most rows in one response. */
const ROWS_MAX = 100;

/** The request log: newer and older rows, one request, its curl command, and replay. */
export function pageRequestRoutes(parts: PageParts): Routes {
  const { recorder } = parts;
  const routes = newRoutes();

  // `since` is the newest id on the page, `before` the oldest.
  routes.get('/requests', (call) => {
    const since = Number(call.req.query('since') ?? 0) || 0;
    const before = wholeNumber(call.req.query('before'), 'before', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const { count, lastId: newest, writes } = recorder;
    const rows = [];
    for (let id = Math.min(newest, before - 1); id > since && rows.length < ROWS_MAX; id -= 1) {
      const log = recorder.find(id);
      if (log === undefined) break;
      rows.push(summaryOf(log));
    }
    const oldest = count === 0 ? 0 : newest - count + 1;
    return respondJson({ rows, oldest, newest, count, writes, apps: parts.apps.list().length });
  });

  routes.delete('/requests', () => {
    recorder.clear();
    return respondJson({});
  });

  routes.get('/requests/:id', (call) => {
    const log = logIn(call, recorder);
    const { shown, text: body, answer } = log;
    const secrets = call.req.query('secrets') === 'true';
    const text = (value: string | undefined) => (value === undefined || secrets ? value : maskText(value));
    return respondJson({
      ...summaryOf(log),
      url: text(shown.url),
      headers: secrets ? shown.headers : maskHeaders(shown.headers),
      body: text(body),
      answer: text(answer),
      answerLength: log.answerLength,
      answerKept: answer?.length,
    });
  });

  routes.get('/requests/:id/curl', (call) =>
    respondJson({ curl: toCurl(logIn(call, recorder), new URL(call.req.url).origin) }),
  );

  routes.post('/requests/:id/replay', async (call) => {
    const { shown, text } = logIn(call, recorder);
    const { method, url, headers } = shown;
    const hasBody = text !== undefined && method !== 'GET' && method !== 'HEAD';
    const { 'content-length': _, ...kept } = headers;
    const response = await parts.handle(new Request(url, { method, headers: kept, ...(hasBody && { body: text }) }));
    return respondJson({ id: recorder.lastId, status: response.status });
  });

  return routes;
}

function logIn(call: Call, recorder: Recorder): RequestLog {
  const log = recorder.find(Number(param(call, 'id')));
  if (log === undefined) throw new ApiError(404, 'ERR_API_NOT_FOUND', 'The log no longer has this request.');
  return log;
}

function summaryOf({ id, at, durationMs, shown }: RequestLog): object {
  const { method, url, headers, status } = shown;
  const { pathname, search, hostname } = new URL(url);
  const app = readHostName(hostname).appId ?? headers.appid;
  return { id, at, durationMs, method, path: maskText(pathname + search), status, app };
}
