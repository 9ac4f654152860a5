import { done } from '../http/context.js';
import { Router } from '../http/router.js';

/**
 * Telemetry that the vendor's Chat SDK sends: `/user_sessions` five seconds after a login, even after a logout, and `/ping` from time to
 * time. The emulator accepts and discards it. An error would cause an unhandled rejection or an error on the console of the page.
 */
export function userSessionRoutes(): Router {
  return new Router()
    .post('/user_sessions', () => done('The session was received.'))
    .post('/ping', () => done('The ping was received.'));
}
