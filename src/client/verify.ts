import type { SessionState } from '../session/state.js';
import { getUser } from '../transport/endpoints.js';
import { mergeRead } from '../user/merge.js';
import { User } from '../user/user.js';
import type { SendAsUser } from './as-user.js';
import { type ClientContext, perform } from './context.js';

/**
 * A restored session is trusted at once and checked in the background: a user who is gone or whose token was revoked is signed out,
 * a profile that has changed is updated. Any other failure changes nothing: a network that is down must not sign anybody out.
 */
export async function verifyRestored(context: ClientContext, sendAsUser: SendAsUser): Promise<void> {
  await context.ready;
  const { store } = context;
  if (!isRestored(store.getState())) return;
  // The app waits for `ready` too. It must not wait for the making of a request, which takes longer than the restore itself.
  await new Promise((resume) => setTimeout(resume, 0));
  const state = store.getState();
  if (context.disposed.aborted || !isRestored(state)) return;
  const { uid } = state.user;
  const unchanged = store.unchanged();
  // createClient began it: no other method of the app's did.
  const look = perform(context, 'createClient', {}, (deadline) =>
    sendAsUser(getUser, { params: { uid }, uid, deadline, aboutSelf: true }),
  );
  // The hooks have been told, and the next call will say it again.
  const found = await look.catch(() => undefined);
  const current = store.getCurrent();
  if (found && current && unchanged()) await store.update(mergeRead(current.user, User.fromService(found)));
}

function isRestored(state: SessionState): state is Extract<SessionState, { status: 'signedIn' }> {
  return state.status === 'signedIn' && state.source === 'storage';
}
