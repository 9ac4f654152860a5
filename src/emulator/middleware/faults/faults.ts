import { send } from '../../answer.js';
import { ApiError, badRequest } from '../../api-error.js';
import type { Call, Station } from '../../exchange.js';
import { insteadOfRoute, spoil } from './apply.js';
import { operationTest, pathTest, type Target } from './operations.js';
import { readFault } from './read.js';
import type { ActiveFault, EmulatorFaults, Fault } from './types.js';
import { Waits } from './waits.js';

/** Header with a fault, as JSON, for only the request that carries it. */
export const FAULT_HEADER = 'x-emulator-fault';

/** An added fault, with its compiled tests and its counts. */
interface AddedFault {
  readonly id: number;
  readonly fault: Fault;
  readonly isFor: (target: Target) => boolean;
  readonly random: () => number;
  seen: number;
  applied: number;
}

/** The faults of an emulator, and the delays that they cause. */
export class Faults {
  readonly #given: readonly Fault[];
  #added: AddedFault[] = [];
  #lastId = 0;
  #waits = new Waits();

  /** Throws a `TypeError` when a fault in the options is wrong. */
  constructor(given: unknown = []) {
    if (!Array.isArray(given)) throw new TypeError('createEmulator: faults must be an array');
    this.#given = given.map((fault, index) => orTypeError(`createEmulator: faults[${index}]`, () => readFault(fault)));
    this.reset();
  }

  /** Restores the faults of the options, with their counts at zero. */
  reset(): void {
    this.clear();
    for (const fault of this.#given) this.#add(fault);
  }

  clear(): void {
    this.#added = [];
  }

  /** Adds faults from a request body. Throws a 400 when one is wrong. */
  add(value: unknown): ActiveFault[] {
    const faults = (Array.isArray(value) ? value : [value]).map(readFault);
    return faults.map((fault) => show(this.#add(fault)));
  }

  /** Removes a fault. Returns whether it existed. */
  remove(id: number): boolean {
    const before = this.#added.length;
    this.#added = this.#added.filter((added) => added.id !== id);
    return this.#added.length < before;
  }

  list(): ActiveFault[] {
    return this.#added.map(show);
  }

  /** Applies the fault that matches a request, if any. A preflight has faults only if they name its method. */
  get station(): Station {
    return async (call, next) => {
      const header = call.req.header(FAULT_HEADER);
      const fault = header === undefined ? this.#pick(call) : readHeader(header);
      if (fault === undefined) return next();
      const waits = this.#waits;
      if (fault.delayMs) await waits.wait(fault.delayMs);
      const instead = insteadOfRoute(fault);
      if (instead) return send(call, instead);
      await next();
      if (call.env.answer) spoil(call.env.answer, fault, (ms) => waits.wait(ms));
    };
  }

  /** Ends every wait of the requests so far. Later requests wait again: the emulator may listen again. */
  close(): void {
    this.#waits.end();
    this.#waits = new Waits();
  }

  /** The methods that the emulator object has. */
  get methods(): EmulatorFaults {
    return {
      add: (...faults) => void orTypeError('faults.add', () => this.add(faults)),
      list: () => this.list(),
      clear: () => this.clear(),
    };
  }

  #add(fault: Fault): AddedFault {
    this.#lastId += 1;
    const added = {
      id: this.#lastId,
      fault,
      isFor: testOf(fault),
      random: randomOf(fault.seed ?? 1),
      seen: 0,
      applied: 0,
    };
    this.#added.push(added);
    return added;
  }

  /** Picks the first matching fault. Every matching fault counts the request, also those not picked. */
  #pick({ req, env }: Call): Fault | undefined {
    if (this.#added.length === 0) return undefined;
    const target = { method: req.method, path: req.path.replace(/^\/v\d[\d.]*(?=\/)/, ''), json: env.body.json };
    let picked: AddedFault | undefined;
    for (const added of this.#added) if (added.isFor(target) && isDue(added)) picked ??= added;
    if (picked === undefined) return undefined;
    picked.applied += 1;
    return picked.fault;
  }
}

function isDue(added: AddedFault): boolean {
  const { nth, share, times = Number.POSITIVE_INFINITY } = added.fault;
  added.seen += 1;
  const isShare = share === undefined || added.random() < share;
  return isShare && (nth === undefined || added.seen === nth) && added.applied < times;
}

function testOf({ operation, method, path }: Fault): (target: Target) => boolean {
  const tests: ((target: Target) => boolean)[] = [];
  const wanted = method?.toUpperCase();
  tests.push((target) => (wanted === undefined ? target.method !== 'OPTIONS' : target.method === wanted));
  if (operation !== undefined) tests.push(operationTest(operation));
  if (path !== undefined) {
    const fits = pathTest(path);
    tests.push((target) => fits(target.path));
  }
  return (target) => tests.every((test) => test(target));
}

/** Mulberry32: a generator of numbers from 0 to 1, the same in every run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function readHeader(header: string): Fault {
  let value: unknown;
  try {
    value = JSON.parse(header);
  } catch {
    throw badRequest({ [FAULT_HEADER]: [`The ${FAULT_HEADER} header must be JSON.`] });
  }
  return readFault(value);
}

function show({ id, fault, seen, applied }: AddedFault): ActiveFault {
  return { id, fault: structuredClone(fault), seen, applied };
}

function orTypeError<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ApiError ? new TypeError(`${what}: ${error.inOneLine()}`) : error;
  }
}
