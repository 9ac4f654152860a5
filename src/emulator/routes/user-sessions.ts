import { done } from '../http/context.js';
import { Router } from '../http/router.js';

/**
 * `/user_sessions`: telemetry that the vendor's Chat SDK sends five seconds after a login, even when it has logged out
 * meanwhile. It is received and dropped; an error would be an unhandled rejection in the page.
 */
export function userSessionRoutes(): Router {
  return new Router().post('/user_sessions', () => done('The session was received.'));
}
