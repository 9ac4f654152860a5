import { CometChatException } from '../../../src/index.js';
import type { Admin } from '../../../src/server/admin.js';
import { checkChange, type UserChange } from '../../../src/server/changes/change.js';
import { applyDue } from '../../../src/server/user-sync/apply.js';
import { mergeAndApply } from '../../../src/server/user-sync/ownership.js';
import { EMPTY_RECORD, type UserRecord } from '../../../src/server/user-sync/record.js';
import type { Records } from '../../../src/server/user-sync/records.js';
import { changeOf, type EndState, type ModelEvent } from '../../support/sync-story.js';

/** What may go wrong in a run. */
export interface Trouble {
  /** Instances that may die at any step. A new one takes their place. */
  readonly crashes: boolean;
  /** Instances that may stop at any step for longer than the lease. */
  readonly pauses: boolean;
  /** Requests that may fail, before or after the service has done them. */
  readonly failures: boolean;
}

const UID = 'ann';
const LEASE_MS = 1_000;
/** After so many steps nothing goes wrong any more, so that each run ends. */
const TROUBLE_ENDS = 400;
const STEPS_MAX = 20_000;

/** One step of an instance that waits for its turn: a read, a write, a request, the arrival of a response, or the end of a wait. */
interface Step {
  readonly instance: Instance;
  readonly run: () => void;
}

interface Instance {
  readonly name: string;
  frozenUntil: number;
  isDead: boolean;
  /** The marks that this instance has set and not yet removed. */
  mark: string | undefined;
  /** True while a call goes on that has lost its mark: the protocol asks that it does not crash then. */
  hasLostMark: boolean;
}

/**
 * Runs a story on several instances in one process: a scheduler decides which instance makes its next step, moves the clock, and lets
 * instances crash and stop. Events that were not answered are sent again, as a provider does.
 */
export async function runModel(
  events: readonly ModelEvent[],
  { instances: count, seed, trouble }: { instances: number; seed: number; trouble: Trouble },
): Promise<EndState & { steps: number; crashes: number; takeovers: number }> {
  const random = randomFrom(seed);
  const chance = (share: number) => random() < share;
  let now = 0;
  let steps = 0;
  let crashes = 0;
  let takeovers = 0;
  let marks = 0;
  let text: string | null = null;
  const pending: Step[] = [];
  const isTrouble = () => steps < TROUBLE_ENDS;
  const service = new Map<string, { name: string; isDeactivated: boolean }>();

  const newInstance = (index: number): Instance => ({
    name: `i${index}`,
    frozenUntil: 0,
    isDead: false,
    mark: undefined,
    hasLostMark: false,
  });
  const instances = Array.from({ length: count }, (_, index) => newInstance(index));

  /** Something that happens at one moment, and whose result arrives at a later one. */
  function step<T>(instance: Instance, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => pending.push({ instance, run: then });
      pending.push({
        instance,
        run: () => {
          try {
            const result = work();
            settle(() => resolve(result));
          } catch (error) {
            settle(() => reject(error));
          }
        },
      });
    });
  }

  /** A request to the service. It may fail before or after the service has done it. */
  const request = <T>(instance: Instance, work: () => T): Promise<T> =>
    step(instance, () => {
      const fails = trouble.failures && isTrouble() && chance(0.1);
      if (fails && chance(0.5)) throw new CometChatException({ code: 'FAILED_TO_FETCH' });
      const result = work();
      if (fails) throw new CometChatException({ code: 'FAILED_TO_FETCH' });
      return result;
    });

  function recordsOf(instance: Instance): Records {
    const parse = (from: string | null): UserRecord => (from === null ? EMPTY_RECORD : JSON.parse(from));
    return {
      isShared: true,
      read: () => step(instance, () => ({ text, record: parse(text) })),
      replace: (_, stored, next) =>
        step(instance, () => {
          if (text !== stored.text) return undefined;
          const before = stored.record.owner;
          if (before !== undefined && next.owner !== undefined && next.owner !== before) takeovers += 1;
          if (next.owner?.startsWith(`${instance.name} `)) instance.mark = next.owner;
          else if (before !== undefined && before === instance.mark) instance.mark = undefined;
          text = JSON.stringify(next);
          return { text, record: parse(text) };
        }),
    };
  }

  /** The service and `sync.apply`, request by request. */
  function syncOf(instance: Instance): Admin['sync'] {
    const ensure = async (name: string, reactivate: boolean): Promise<string> => {
      const found = await request(instance, () => structuredClone(service.get(UID)));
      if (!found) {
        const isCreated = await request(instance, () => {
          if (service.has(UID)) return false;
          service.set(UID, { name, isDeactivated: false });
          return true;
        });
        if (isCreated) return 'created';
      }
      if (reactivate) {
        await request(instance, () => {
          const user = service.get(UID);
          if (user) user.isDeactivated = false;
        });
      }
      return request(instance, () => {
        const user = service.get(UID);
        if (!user) throw new CometChatException({ code: 'ERR_UID_NOT_FOUND' });
        if (user.isDeactivated) return 'skipped';
        user.name = name;
        return 'updated';
      });
    };
    const apply = async (change: UserChange) => {
      if (change.action === 'ensure')
        return { outcome: await ensure(change.user.name ?? '', change.reactivate === true) };
      return request(instance, () => {
        const user = service.get(UID);
        if (change.action === 'erase') service.delete(UID);
        else if (user && !user.isDeactivated) user.isDeactivated = true;
        else return { outcome: 'unchanged' };
        return { outcome: change.action === 'erase' ? 'erased' : 'deactivated' };
      });
    };
    return { apply } as unknown as Admin['sync'];
  }

  /** The events that are not answered yet. Some come twice. */
  const unanswered = events.flatMap((event, at) =>
    chance(0.2)
      ? [
          { event, at },
          { event, at },
        ]
      : [{ event, at }],
  );
  const running = new Map<object, Instance>();

  function deliver(delivery: (typeof unanswered)[number]): void {
    unanswered.splice(unanswered.indexOf(delivery), 1);
    const instance = instances[Math.floor(random() * instances.length)] as Instance;
    const queue = queues.get(instance) ?? Promise.resolve();
    running.set(delivery, instance);
    const work = async () => {
      if (instance.isDead) return;
      const options = {
        records: recordsOf(instance),
        apply: (uid: string, record: UserRecord) => applyDue(syncOf(instance), uid, record),
        lease: LEASE_MS,
        now: () => now,
        wait: (ms: number) => {
          const end = now + ms;
          return step(instance, () => {
            now = Math.max(now, end);
          });
        },
        newMark: () => `${instance.name} ${++marks}`,
      };
      try {
        await mergeAndApply(options, checkChange(changeOf(delivery.event, delivery.at, UID)), `event ${delivery.at}`);
      } catch {
        if (!instance.isDead) unanswered.push(delivery);
      }
      running.delete(delivery);
      instance.hasLostMark = false;
      instance.mark = undefined;
    };
    // One instance applies the events of a user one after the other.
    queues.set(instance, queue.then(work));
  }
  const queues = new Map<Instance, Promise<void>>();

  function crash(instance: Instance): void {
    crashes += 1;
    instance.isDead = true;
    for (const waiting of pending.filter((each) => each.instance === instance))
      pending.splice(pending.indexOf(waiting), 1);
    for (const [delivery, owner] of running) {
      if (owner !== instance) continue;
      running.delete(delivery);
      unanswered.push(delivery as (typeof unanswered)[number]);
    }
    instances.splice(instances.indexOf(instance), 1, newInstance(instances.length + crashes));
  }

  const owner = () => (text === null ? undefined : (JSON.parse(text) as UserRecord).owner);
  for (; steps < STEPS_MAX && (unanswered.length > 0 || running.size > 0); steps += 1) {
    for (const instance of instances)
      if (instance.mark !== undefined && instance.mark !== owner()) instance.hasLostMark = true;
    const next = unanswered[Math.floor(random() * unanswered.length)];
    if (next && (pending.length === 0 || chance(0.2))) deliver(next);
    await settled();
    if (pending.length === 0) continue;
    const free = pending.filter(({ instance }) => instance.frozenUntil <= now);
    if (free.length === 0) {
      now = Math.min(...pending.map(({ instance }) => instance.frozenUntil));
      continue;
    }
    const chosen = free[Math.floor(random() * free.length)] as Step;
    if (isTrouble() && trouble.pauses && chance(0.04)) {
      chosen.instance.frozenUntil = now + LEASE_MS * (1 + 3 * random());
      continue;
    }
    if (isTrouble() && trouble.crashes && !chosen.instance.hasLostMark && chance(0.04)) {
      crash(chosen.instance);
      continue;
    }
    pending.splice(pending.indexOf(chosen), 1);
    now += Math.floor(random() * 20);
    chosen.run();
    await settled();
  }
  if (steps >= STEPS_MAX) throw new Error(`The run did not end in ${STEPS_MAX} steps.`);

  const user = service.get(UID);
  return {
    exists: user !== undefined,
    isDeactivated: user?.isDeactivated === true,
    name: user && !user.isDeactivated ? user.name : undefined,
    steps,
    crashes,
    takeovers,
  };
}

/** Waits until every promise that can settle has done so. */
const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
