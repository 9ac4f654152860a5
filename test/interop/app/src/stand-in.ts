// A stand-in for `cometchat-users/vendor` until it is there.
import type { CometChatClient } from 'cometchat-users';

// biome-ignore lint/suspicious/noExplicitAny: a stand-in
type Any = any;

export function attachVendor(client: CometChatClient, { chat, uiKit }: { chat: Any; uiKit?: Any }) {
  let uid: string | undefined;
  let work = Promise.resolve();
  const listeners = new Set<() => void>();
  const set = (next: string | undefined) => {
    uid = next;
    for (const listener of listeners) listener();
  };
  const sync = async () => {
    while (!uiKit.isInitialized()) await new Promise((resolve) => setTimeout(resolve, 20));
    const state = client.session.getSnapshot();
    const theirs = await chat.getLoggedinUser();
    const wanted = state.status === 'signedIn' ? state.user.uid : undefined;
    if (theirs && theirs.getUid() !== wanted) await uiKit.logout().catch(() => {});
    if (state.status === 'signedIn') {
      await uiKit.loginWithAuthToken(state.user.getAuthToken());
      const user = new chat.User(state.user.uid);
      await chat.updateCurrentUserDetails(user);
      await uiKit.loginWithAuthToken(state.user.getAuthToken());
    }
    set(wanted);
  };
  void client.session.ready.then(() => {
    work = work.then(sync).catch(() => {});
  });
  client.session.subscribe(() => {
    const state = client.session.getSnapshot();
    if (state.status !== 'signedIn' || state.user.uid !== uid) set(undefined);
    work = work.then(sync).catch(() => {});
  });
  return {
    ready: work,
    getSnapshot: () => uid,
    getServerSnapshot: () => undefined,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    detach() {},
  };
}
