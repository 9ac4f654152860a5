import type { SessionState } from '../session/state.js';
import { getUser } from '../transport/endpoints.js';
import { mergeRead } from '../user/merge.js';
import type { UserResponse } from '../user/response.js';
import { User } from '../user/user.js';
import type { SendAsUser } from './as-user.js';
import { type ClientContext, perform } from './context.js';

/**
 * Checks a restored session in the background. If the user is gone or the token was revoked, the session ends. If the profile has
 * changed, the session gets the new one. Any other failure changes nothing: a network failure must not sign the user out.
 */
export async function verifyRestored(context: ClientContext, sendAsUser: SendAsUser): Promise<void> {
  await context.ready;
  const { store } = context;
  if (!isRestored(store.getState())) return;
  // The app waits for `ready` too. It must not wait for the making of a request, which takes longer than the restore itself.
  await new Promise((resume) => setTimeout(resume, 0));
  const state = store.getState();
  if (context.disposed.aborted || !isRestored(state)) return;
  await readOwnProfile(context, sendAsUser);
}

/**
 * Reads the signed-in user with one request, and updates the session. If the user is gone or the token was revoked, the session ends. Any
 * other failure changes nothing. It never rejects.
 */
export async function readOwnProfile(context: ClientContext, sendAsUser: SendAsUser): Promise<void> {
  const { store } = context;
  const uid = store.getCurrent()?.user.uid;
  if (uid === undefined) return;
  const unchanged = store.unchanged();
  // The operation is `createClient`: the app has called no other method for this.
  const read = perform(context, 'createClient', {}, (deadline) =>
    // The login with a new token reads the profile too.
    sendAsUser<UserResponse | undefined>(getUser, {
      params: { uid },
      uid,
      deadline,
      aboutSelf: true,
      afterRenewal: () => undefined,
    }),
  );
  // The hooks have got the error. If it persists, the next operation reports it.
  const found = await read.catch(() => undefined);
  const current = store.getCurrent();
  if (found && current && unchanged()) await store.update(mergeRead(current.user, User.fromService(found)));
}

function isRestored(state: SessionState): state is Extract<SessionState, { status: 'signedIn' }> {
  return state.status === 'signedIn' && state.source === 'storage';
}
