import { ApiError } from '../api-error.js';
import { newRoutes, param, type Routes } from '../exchange.js';
import { jsonIn } from '../middleware/body.js';
import type { Faults } from '../middleware/faults/faults.js';
import { respondJson } from './page-call.js';

const PATH = '/faults';

/** Large enough for a fault with a response body of its own. */
const BODY_MAX_BYTES = 1024 * 1024;

/** `/_emulator/faults`: POST adds one fault or an array of them, GET lists them, DELETE removes one or all. */
export function faultRoutes(faults: Faults): Routes {
  const routes = newRoutes();
  routes.get(PATH, () => respondJson({ data: faults.list() }));
  routes.post(PATH, (call) => respondJson({ data: faults.add(jsonIn(call, BODY_MAX_BYTES)) }));
  routes.delete(PATH, () => {
    faults.clear();
    return respondJson({ data: [] });
  });
  routes.delete(`${PATH}/:id`, (call) => {
    if (!faults.remove(Number(param(call, 'id'))))
      throw new ApiError(404, 'ERR_API_NOT_FOUND', `The emulator has no fault ${param(call, 'id')}.`);
    return respondJson({ data: faults.list() });
  });
  return routes;
}
