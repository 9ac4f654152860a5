import { done } from '../http/context.js';
import { Router } from '../http/router.js';

/**
 * `/user_sessions`: telemetry that the vendor's Chat SDK sends five seconds after a login, even after a logout. The
 * emulator accepts and discards it. An error would cause an unhandled rejection in the page.
 */
export function userSessionRoutes(): Router {
  return new Router().post('/user_sessions', () => done('The session was received.'));
}
