import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { type HostName, readHostName } from './host-name.js';
import type { RequestHead } from './middleware/guard/sender.js';
import type { App } from './state/apps.js';

/**
 * A request on its way through the stations of `pipeline.ts`: what the stations found out, and the answer. Hono passes
 * the same object to each of them, as `call.env`.
 */
export interface Exchange {
  /** The request as it came over the network. Absent for a request to `fetch`. */
  readonly head: RequestHead | undefined;
  /** The parts of the host name, if it is one of CometChat's. */
  readonly host: HostName;
  /** Read by the station `readBody`. */
  body: ReceivedBody;
  /** Found by the station `findApp`. `undefined` when the app does not exist. */
  app: App | undefined;
  /** Set by a route, or by a station that answers in its place. Absent for the responses of the page. */
  answer: Answer | undefined;
}

/** The body of a request. It is read once, because the log, the faults and the route need it. */
export interface ReceivedBody {
  /** The number of bytes received. If the body is too large to read, the announced number. */
  readonly bytes: number;
  /** Absent without a body, and when the body could not be read: then `problem` says why. */
  readonly text?: string;
  /** Absent when `text` is absent, is not JSON, or is JSON that nests too deep. */
  readonly json?: unknown;
  readonly problem?: 'tooLarge' | 'notUtf8' | 'incomplete' | 'tooDeep';
}

export const NO_BODY: ReceivedBody = { bytes: 0 };

/**
 * The answer to a request. It is not a `Response`: the stations change it, and in Node the text is written to the
 * socket as it is (`node/bridge.ts`), which halves the processor time of a request.
 */
export interface Answer {
  status: number;
  /** By lower-case name. */
  headers: Record<string, string>;
  /** The body; `null` without one. */
  text: string | null;
  /** How the delivery fails, if a fault says so. */
  manner?: Manner;
}

/** How the delivery of an answer fails: no answer, half an answer, or a slow one. */
export type Manner =
  | { readonly kind: 'drop' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'trickle'; readonly bytes: number; readonly everyMs: number; readonly wait: Wait };

/** Waits some milliseconds, or less if the emulator is closed before. */
export type Wait = (ms: number) => Promise<void>;

interface Env {
  Bindings: Exchange;
}

/** The argument of stations and routes. */
export type Call = Context<Env>;

/** A function that every request passes. It answers, or calls `next` and changes what the later stations answered. */
export type Station = MiddlewareHandler<Env>;

/** Routes of the emulator. */
export type Routes = Hono<Env>;

export function newRoutes(): Routes {
  return new Hono<Env>();
}

export function newExchange({ url }: Request, head: RequestHead | undefined): Exchange {
  return { head, host: readHostName(new URL(url).hostname), body: NO_BODY, app: undefined, answer: undefined };
}

/** The segment of the path in the place of `:name`. Empty when the route has no such parameter. */
export function param(call: Call, name: string): string {
  return call.req.param(name) ?? '';
}
