import { type Context, Hono } from 'hono';
import { ApiError, badRequest } from '../http/api-error.js';
import type { Faults } from '../http/faults.js';
import { OWN_PATH } from '../http/guard.js';
import { receiveBody } from '../http/received.js';
import { respondJson } from './page-call.js';

const PATH = `${OWN_PATH}/faults`;

/** Large enough for a fault with a response body of its own. */
const BODY_MAX_BYTES = 1024 * 1024;

/** `/_emulator/faults`: POST adds one fault or an array of them, GET lists them, DELETE removes one or all. */
export function faultRoutes(faults: Faults): Hono {
  const routes = new Hono();
  routes.get(PATH, () => respondJson({ data: faults.list() }));
  routes.post(PATH, async (call) => respondJson({ data: faults.add(await jsonOf(call)) }));
  routes.delete(PATH, () => {
    faults.clear();
    return respondJson({ data: [] });
  });
  routes.delete(`${PATH}/:id`, (call) => {
    if (!faults.remove(Number(call.req.param('id'))))
      throw new ApiError(404, 'ERR_API_NOT_FOUND', `The emulator has no fault ${call.req.param('id')}.`);
    return respondJson({ data: faults.list() });
  });
  return routes;
}

/** Requires a content type that a form of another site cannot send without a preflight. */
async function jsonOf(call: Context): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(call.req.header('content-type') ?? ''))
    throw badRequest({ body: ['The content type must be application/json.'] });
  const { json, problem } = await receiveBody(call.req.raw, BODY_MAX_BYTES);
  if (problem === 'tooLarge') throw badRequest({ body: [`The body must be at most ${BODY_MAX_BYTES} bytes.`] });
  if (json === undefined) throw badRequest({ body: ['The body must be JSON.'] });
  return json;
}
