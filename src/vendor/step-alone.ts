import { decide, type Step } from './decide.js';
import { StepError, withinLimit } from './limit.js';
import { type Link, look, type Seen } from './link.js';
import { type Originals, takeStep } from './steps.js';
import type { VendorChat } from './types.js';
import type { VendorSide } from './vendor-side.js';

/** Milliseconds that one step may take, and that a step and a call of the vendor's side wait for each other. */
export const STEP_MS = 10_000;

/** So long another tab may take until this tab can read from storage that the step is done. */
const OTHER_TAB_MS = 1_500;
const POLL_MS = 50;

/** The parts of an attachment with which a step is taken. */
interface Parts {
  readonly side: VendorSide;
  readonly chat: VendorChat;
  readonly originals: Originals;
  /** Aborted by `detach`. */
  readonly detached: AbortSignal;
  /** Called if the step ends after its time. */
  readonly onLate: () => void;
}

/** Whether another tab takes this step for all: the tab in which our session has changed. Waits until this tab can read the result. */
export async function isLeftToOtherTab(step: Step, link: Link, seen: Seen, parts: Parts): Promise<boolean> {
  return link.isFollower && isForAllTabs(step, seen) && isDoneElsewhere(step, link, parts);
}

/** Takes a step while no other tab takes one. If another tab has made it needless meanwhile, nothing is done. */
export async function takeStepAlone(step: Step, link: Link, parts: Parts): Promise<void> {
  const { side, chat, originals, detached, onLate } = parts;
  const { access } = link;
  const controller = new AbortController();
  const timeout = setTimeout(() => controller.abort(new StepError('Another tab takes too long.')), STEP_MS);
  // After `detach`, nothing waits any more. A step that has begun keeps the other tabs waiting until it ends.
  const abort = () => controller.abort(new StepError('Detached.'));
  detached.addEventListener('abort', abort);
  const work = async (hasWaited: boolean) => {
    clearTimeout(timeout);
    await access.sync();
    if (hasWaited && isForAllTabs(step, await look(link, side)) && (await isDoneElsewhere(step, link, parts))) return;
    const seen = await look(link, side);
    if (detached.aborted || decide(seen.view) !== step) return;
    const taken = takeStep(step, link, seen, side, chat, originals);
    // A check has the time limits of the client.
    await (step === 'check' ? taken : withinLimit(taken, STEP_MS, `The vendor’s SDK (${step})`, onLate));
  };
  await access.alone('vendor', controller.signal, work).finally(() => {
    clearTimeout(timeout);
    detached.removeEventListener('abort', abort);
  });
}

/** Whether another tab makes a step needless, as soon as this tab can read that from storage. */
async function isDoneElsewhere(step: Step, link: Link, { side, detached }: Parts): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < OTHER_TAB_MS; waitedMs += POLL_MS) {
    await link.access.sync();
    const seen = await look(link, side);
    if (detached.aborted || decide(seen.view) !== step || !isForAllTabs(step, seen)) return true;
    await new Promise((resume) => setTimeout(resume, POLL_MS));
  }
  return false;
}

/** Whether one tab takes this step for all: it sends a request, or decides what comes after the end of our session. */
function isForAllTabs(step: Step, { view }: Seen): boolean {
  if (step === 'takeOver') return view.isEndedWithoutLogout;
  return step === 'readProfile' || step === 'check' || (step === 'logIn' && view.stored !== view.ours);
}
