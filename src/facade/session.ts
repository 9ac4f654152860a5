import { createEmitter, type EmittedEvent } from '../session/emitter.js';
import { createSession, type Session, UNKNOWN } from '../session/session.js';
import type { SessionEvent, SessionState } from '../session/state.js';
import { findClient, onClientChange } from './default-client.js';

/** An object and not an array, so that TypeScript finds a missing event. */
const EVENTS: { readonly [event in SessionEvent]: true } = {
  ready: true,
  signedIn: true,
  userUpdated: true,
  tokenChanged: true,
  signedOut: true,
  loginFailed: true,
  logoutFailed: true,
  listenerError: true,
};

/**
 * Creates the session of the facades: it exists before `init`, and then follows the client of the latest `init`. Bundlers drop it,
 * with its listener, if the app does not use it.
 */
function createFacadeSession(): Session {
  const emitter = createEmitter(() => undefined);
  let state: SessionState = UNKNOWN;
  let resolveReady: (state: SessionState) => void;
  const ready = new Promise<SessionState>((resolve) => {
    resolveReady = resolve;
  });

  function setState(next: SessionState): void {
    if (next === state) return;
    state = next;
    emitter.emit(['change']);
  }

  onClientChange(({ appId, client }, before) => {
    const { session } = client;
    session.subscribe(() => setState(session.getSnapshot()));
    for (const event of Object.keys(EVENTS) as SessionEvent[])
      session.on(event, (payload) => emitter.emit([event, payload] as EmittedEvent));
    void session.ready.then(() => {
      // A client that the app disposed of during `init` has emitted nothing, and `init` may follow again.
      if (findClient() === client && state !== UNKNOWN) resolveReady(state);
    });
    // A new client has not read storage yet. For the same app the state stays until then, so that a signed-in user does not disappear.
    if (before?.appId !== appId) setState(UNKNOWN);
  });
  return createSession({ emitter, getState: () => state }, ready);
}

/**
 * The session of both facades. It is one object from the import on: `unknown` before `init`, and then the session of the client of the
 * latest `init`. Listeners that you add before `init` keep working, also after an `init` with another app. Then the state becomes
 * `unknown`, subscribers are called, and `ready` is emitted again when the storage of the other app was read; there is no `signedOut`,
 * because the first app's session stays in storage.
 *
 * The promise `session.ready` resolves when the session of the first `init` is known, and stays pending before `init`. After a later
 * `init`, await the promise of that `init` instead.
 *
 * @example
 * CometChat.session.on('signedIn', ({ user }) => console.log(`Hello ${user.name}`));
 * const stop = CometChat.session.subscribe(() => console.log(CometChat.session.getSnapshot().status));
 */
export const session: Session = /* @__PURE__ */ createFacadeSession();
