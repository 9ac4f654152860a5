import { isCometChatException } from '../errors/exception.js';
import { onWake } from '../session/platform.js';
import type { ClientSource } from './client-source.js';
import { decide } from './decide.js';
import { StepError, shownError, withinLimit } from './limit.js';
import { createLink, type Link, look, type Seen } from './link.js';
import { createReady } from './ready.js';
import { isLeftToOtherTab, STEP_MS, takeStepAlone } from './step-alone.js';
import type { VendorChat, VendorUiKit } from './types.js';
import { wrapVendor } from './vendor-calls.js';
import { createVendorSide } from './vendor-side.js';

/** After a step that failed, the next try waits so many milliseconds. After the last one, it waits for a new sign. */
const RETRY_MS = [250, 1_000, 3_000];

/** Steps without agreement, and without a change of our session, after which the vendor's side counts as faulty. */
const MAX_STEPS = 12;

/** The last resort for changes that nothing else tells. */
const TIMER_MS = 5_000;

/**
 * Brings the vendor's side into step with a client, and keeps it there. Every sign of a change says only "look again": an event of our
 * session, a call of the vendor's functions, an event of the vendor's SDK, a timer. One loop looks at both sides, decides one step, does
 * it, and looks again.
 */
export function createAttachment(source: ClientSource, chat: VendorChat, uiKit: () => VendorUiKit | undefined) {
  const side = createVendorSide(chat, uiKit);
  const listeners = new Set<() => void>();
  let link: Link | undefined;
  let snapshot: string | undefined;
  let isRunning = false;
  let isRunWanted = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** The state of both sides when the last try failed, as text. */
  let failedAt: string | undefined;
  /** The step in progress. */
  let stepping: Promise<unknown> = Promise.resolve();
  /** The calls of the vendor's own side in progress. */
  const calls = new Set<Promise<unknown>>();

  const { ready, settle: settleReady, start: startReady } = createReady();
  const detaching = new AbortController();
  const detached = detaching.signal;
  const isActive = () => !detached.aborted;

  function warn(message: string, error?: unknown): void {
    source.get()?.access.warn(message, error);
  }

  const stateOf = ({ access }: Link) => side.state(access.appId);

  /** The link of the client that the source has now; `undefined` after `detach`. */
  function linkNow(): Link | undefined {
    const found = isActive() ? source.get() : undefined;
    if (link?.client !== found?.client) link = found && createLink(found.client, found.access, side, isActive);
    return link;
  }

  /** The uid as which the vendor's side works, if our session has the same. */
  function read(): string | undefined {
    const now = isActive() ? source.get() : undefined;
    if (!link?.agreedOn || !now || now.client !== link.client || stateOf(link) !== 'ours') return undefined;
    const { uid, token } = link.agreedOn;
    const current = now.access.current();
    if (current?.user.uid !== uid) return undefined;
    const vendors = tokenOf(link);
    // While a new token of the same user is on its way, the vendor's side still works as this user.
    return vendors === token || vendors === current.authToken ? uid : undefined;
  }

  function tokenOf({ access }: Link): string | undefined {
    try {
      return side.token(access.appId);
    } catch {
      return undefined;
    }
  }

  function publish(): void {
    const next = read();
    if (next === snapshot) return;
    snapshot = next;
    for (const listener of [...listeners]) {
      try {
        listener();
      } catch (error) {
        warn('A listener of attachVendor failed.', error);
      }
    }
  }

  /** Something may have changed: look again. */
  function run(): void {
    isRunWanted = true;
    if (isRunning || !isActive()) return;
    isRunning = true;
    void loop();
  }

  /** A new sign from the app or a user: what failed before may work now. */
  function runAnew(): void {
    failures = 0;
    failedAt = undefined;
    run();
  }

  async function loop(): Promise<void> {
    while (isRunWanted && isActive()) {
      isRunWanted = false;
      try {
        await settle();
      } catch (error) {
        fail(error);
      }
      publish();
    }
    isRunning = false;
  }

  /** Takes steps until both sides agree. */
  async function settle(): Promise<void> {
    for (let count = 0, ours: string | undefined; isActive(); count++) {
      const mine = linkNow();
      if (!mine) return;
      await mine.started;
      await withinLimit(Promise.allSettled(calls), STEP_MS, 'A call of the vendor’s SDK', run).catch(() =>
        calls.clear(),
      );
      const state = stateOf(mine);
      if (state === 'otherApp') settleReady('otherApp');
      if (state !== 'ours' || !isActive() || mine !== linkNow()) return;

      const seen = await look(mine, side);
      publish();
      const step = decide(seen.view);
      if (!step) return agree(mine, seen);
      if (seen.view.ours !== ours) count = 0;
      ours = seen.view.ours;
      const key = [seen.view.ours, seen.view.vendors, seen.view.stored].join();
      if (failures > RETRY_MS.length && key === failedAt) return;
      failedAt = key;
      if (count >= MAX_STEPS) throw new StepError(`The vendor's SDK does not follow: ${step}.`);
      if (await isLeftToOtherTab(step, mine, seen, parts)) continue;
      const done = takeStepAlone(step, mine, parts);
      stepping = done.catch(() => undefined);
      await done;
    }
  }

  function agree(mine: Link, { view, user, stored }: Seen): void {
    const { access } = mine;
    failures = 0;
    failedAt = undefined;
    mine.before = { ours: view.ours, vendors: view.vendors };
    mine.agreedOn = user && view.ours !== undefined ? { uid: user.uid, token: view.ours } : undefined;
    // If the vendor's session is stored somewhere else, its absence here says nothing.
    const isSeenInStorage = view.stored === view.ours && (stored !== undefined || access.agreed() !== undefined);
    if (isSeenInStorage) void access.agree(view.ours);
    publish();
    settleReady('inStep');
  }

  function fail(error: unknown): void {
    if (!isActive()) return;
    const mine = link;
    const delay = RETRY_MS[failures++];
    // Our token may have been revoked. The client then gets another one, or ends the session: that is a new sign.
    if (mine && isRevoked(error)) void mine.access.check();
    if (delay === undefined) {
      if (failures === RETRY_MS.length + 1) warn('The vendor’s SDK could not be brought into step.', shownError(error));
      settleReady('failed');
      return;
    }
    clearTimeout(retry);
    retry = setTimeout(run, delay);
  }

  const wrapped = wrapVendor(chat, {
    linkNow,
    side,
    runAnew,
    run,
    /** Registers a call of the vendor's own side, and waits for our step in progress. */
    async enter(call) {
      calls.add(call);
      const leave = () => calls.delete(call);
      call.then(leave, leave);
      await withinLimit(stepping, STEP_MS, 'A step', run).catch(() => undefined);
    },
  });
  const parts = { side, chat, originals: wrapped.originals, detached, onLate: run };
  const timer = setInterval(() => run(), TIMER_MS);
  // In Node, the timer must not keep a process alive.
  (timer as { unref?(): void }).unref?.();
  startReady(() => link !== undefined && stateOf(link) !== 'notInitialized');
  const follow = (isFollower: boolean) => {
    if (link) link.isFollower = isFollower;
  };
  source.session.on('userUpdated', (event) => follow(event.source === 'otherTab'), { signal: detached });
  source.session.on('tokenChanged', (event) => follow(event.source === 'otherTab'), { signal: detached });
  // While the network was down, all tries may have failed.
  onWake(runAnew, detached);
  const unsubscribe = source.session.subscribe(() => {
    const state = source.session.getSnapshot();
    follow((state.status === 'signedOut' ? state.reason : state.status === 'signedIn' && state.source) === 'otherTab');
    publish();
    runAnew();
  });
  run();

  return {
    ready,
    getSnapshot: read,
    lookAgain: runAnew,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop(): void {
      if (!isActive()) return;
      detaching.abort();
      unsubscribe();
      wrapped.restore();
      clearInterval(timer);
      clearTimeout(retry);
      settleReady('detached');
      listeners.clear();
    },
  };
}

/** Whether the vendor's SDK says that the token was revoked. Its errors are plain objects. */
function isRevoked(error: unknown): boolean {
  const { code } = Object(error) as { readonly code?: unknown };
  return code === 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' && !isCometChatException(error);
}
