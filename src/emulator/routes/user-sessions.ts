import { done } from '../answer.js';
import { newRoutes, type Routes } from '../exchange.js';

/**
 * Telemetry that the vendor's Chat SDK sends: `/user_sessions` five seconds after a login, even after a logout, and `/ping` from time to
 * time. The emulator accepts and discards it. An error would cause an unhandled rejection or an error on the console of the page.
 */
export function userSessionRoutes(): Routes {
  return newRoutes()
    .post('/user_sessions', (call) => done(call, 'The session was received.'))
    .post('/ping', (call) => done(call, 'The ping was received.'));
}
