import { isCometChatException } from '../errors/exception.js';
import { onWake } from '../session/platform.js';
import type { ClientSource } from './client-source.js';
import { decide, type Step } from './decide.js';
import { StepError, shownError, withinLimit } from './limit.js';
import { createLink, type Link, look, type Seen } from './link.js';
import { createReady } from './ready.js';
import { takeStep } from './steps.js';
import type { VendorChat, VendorUiKit } from './types.js';
import { wrapVendor } from './vendor-calls.js';
import { createVendorSide } from './vendor-side.js';

/** Milliseconds that one step may take, and that a step and a call of the vendor's side wait for each other. */
const STEP_MS = 10_000;

/** After a step that failed, the next try waits so many milliseconds. After the last one, it waits for a new sign. */
const RETRY_MS = [250, 1_000, 3_000];

/** Steps without agreement, and without a change of our session, after which the vendor's side counts as faulty. */
const MAX_STEPS = 12;

/** The last resort for changes that nothing else tells. */
const TIMER_MS = 5_000;

/** So long another tab may take until this tab can read from storage that the step is done. */
const OTHER_TAB_MS = 1_500;
const POLL_MS = 50;

/**
 * Brings the vendor's side into step with a client, and keeps it there. Every sign of a change says only "look again": an event of our
 * session, a call of the vendor's functions, an event of the vendor's SDK, a timer. One loop looks at both sides, decides one step, does
 * it, and looks again.
 */
export function createAttachment(source: ClientSource, chat: VendorChat, uiKit: () => VendorUiKit | undefined) {
  const side = createVendorSide(chat, uiKit);
  const listeners = new Set<() => void>();
  let isActive = true;
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
  const listening = new AbortController();
  const { signal } = listening;

  function warn(message: string, error?: unknown): void {
    source.get()?.access.warn(message, error);
  }

  const stateOf = ({ access }: Link) => side.state(access.appId);

  /** The link of the client that the source has now; `undefined` after `detach`. */
  function linkNow(): Link | undefined {
    const found = isActive ? source.get() : undefined;
    if (link?.client !== found?.client) link = found && createLink(found.client, found.access, side, () => isActive);
    return link;
  }

  /** The uid as which the vendor's side works, if our session has the same. */
  function read(): string | undefined {
    const now = isActive ? source.get() : undefined;
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
    if (isRunning || !isActive) return;
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
    while (isRunWanted && isActive) {
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
    for (let count = 0, ours: string | undefined; isActive; count++) {
      const mine = linkNow();
      if (!mine) return;
      await mine.started;
      await withinLimit(Promise.allSettled(calls), STEP_MS, 'A call of the vendor’s SDK', run).catch(() =>
        calls.clear(),
      );
      const state = stateOf(mine);
      if (state === 'otherApp') settleReady('otherApp');
      if (state !== 'ours' || !isActive || mine !== linkNow()) return;

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
      await takeStepAlone(step, mine, seen);
    }
  }

  /** Whether another tab makes a step needless, as soon as this tab can read that from storage. */
  async function isDoneElsewhere(step: Step, mine: Link): Promise<boolean> {
    for (let waitedMs = 0; waitedMs < OTHER_TAB_MS; waitedMs += POLL_MS) {
      await mine.access.sync();
      const seen = await look(mine, side);
      if (!isActive || decide(seen.view) !== step || !isForAllTabs(step, seen)) return true;
      await new Promise((resume) => setTimeout(resume, POLL_MS));
    }
    return false;
  }

  /** Takes a step while no other tab takes one. If another tab has made it needless meanwhile, nothing is done. */
  async function takeStepAlone(step: Step, mine: Link, seenBefore: Seen): Promise<void> {
    const { access } = mine;
    // The tab in which our session has changed takes the step for all tabs.
    if (mine.isFollower && isForAllTabs(step, seenBefore) && (await isDoneElsewhere(step, mine))) return;
    const controller = new AbortController();
    const timeout = setTimeout(() => controller.abort(new StepError('Another tab takes too long.')), STEP_MS);
    // After `detach`, nothing waits any more. A step that has begun keeps the other tabs waiting until it ends.
    const abort = () => controller.abort(new StepError('Detached.'));
    signal.addEventListener('abort', abort);
    const work = async (hasWaited: boolean) => {
      clearTimeout(timeout);
      await access.sync();
      if (hasWaited && isForAllTabs(step, await look(mine, side)) && (await isDoneElsewhere(step, mine))) return;
      const seen = await look(mine, side);
      if (!isActive || decide(seen.view) !== step) return;
      const taken = takeStep(step, mine, seen, side, chat, wrapped.originals);
      // A check has the time limits of the client.
      await (step === 'check' ? taken : withinLimit(taken, STEP_MS, `The vendor’s SDK (${step})`, run));
    };
    const done = access.alone('vendor', controller.signal, work).finally(() => {
      clearTimeout(timeout);
      signal.removeEventListener('abort', abort);
    });
    stepping = done.catch(() => undefined);
    await done;
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
    if (!isActive) return;
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
  const timer = setInterval(() => run(), TIMER_MS);
  // In Node, the timer must not keep a process alive.
  (timer as { unref?(): void }).unref?.();
  startReady(() => link !== undefined && stateOf(link) !== 'notInitialized');
  const follow = (isFollower: boolean) => {
    if (link) link.isFollower = isFollower;
  };
  source.session.on('userUpdated', (event) => follow(event.source === 'otherTab'), { signal });
  source.session.on('tokenChanged', (event) => follow(event.source === 'otherTab'), { signal });
  // While the network was down, all tries may have failed.
  onWake(runAnew, signal);
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
      if (!isActive) return;
      isActive = false;
      unsubscribe();
      listening.abort();
      wrapped.restore();
      clearInterval(timer);
      clearTimeout(retry);
      settleReady('detached');
      listeners.clear();
    },
  };
}

/** Whether one tab takes this step for all: it sends a request, or decides what comes after the end of our session. */
function isForAllTabs(step: Step, { view }: Seen): boolean {
  if (step === 'takeOver') return view.isEndedWithoutLogout;
  return step === 'readProfile' || step === 'check' || (step === 'logIn' && view.stored !== view.ours);
}

/** Whether the vendor's SDK says that the token was revoked. Its errors are plain objects. */
function isRevoked(error: unknown): boolean {
  const { code } = Object(error) as { readonly code?: unknown };
  return code === 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND' && !isCometChatException(error);
}
