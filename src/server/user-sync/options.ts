import type { SharedStorage } from '../../storage/shared-storage.js';
import type { SessionStorage } from '../../storage/storage.js';
import type { Admin } from '../admin.js';
import type { MappedChanges } from '../changes/change.js';

/** An event in the shape that Standard Webhooks recommends. If your provider uses another shape, declare it as the parameter of `map`. */
export interface StandardEvent {
  /** The type of the event, such as `user.created`. */
  readonly type: string;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  /** The data of the event. */
  readonly data: { readonly [field: string]: unknown };
}

/** An identity provider whose signatures and events the endpoint knows. */
export type SyncProvider = 'clerk' | 'supabase';

/** The third argument of `onRejected`. */
export interface RejectedInfo {
  /** The id of the event; `undefined` if the request was not verified. */
  readonly id: string | undefined;
  /** How many tries of this event have failed for a reason that another try does not change. */
  readonly tries: number;
  /** True for the last call: the response is 200, and the provider does not send the event again. */
  readonly isFinal: boolean;
}

/** Options of `createUserSyncEndpoint`. Give `provider` or `map`, and `secret` or `verify`. Times are milliseconds. */
export interface UserSyncEndpointOptions<Event = StandardEvent> {
  /** The admin of your app, from `createAdmin`. */
  readonly admin: Pick<Admin, 'appId' | 'sync'>;
  /**
   * Your identity provider. With `secret`, nothing else is needed: the endpoint knows its signatures and its events. A `map` of your own
   * replaces the one of the provider.
   */
  readonly provider?: SyncProvider | undefined;
  /**
   * The signing secret (`whsec_…`, or `v1,whsec_…` from Supabase) of a provider that follows
   * [Standard Webhooks](https://www.standardwebhooks.com) or uses Svix. Give several while you replace one. A secret of under 24 bytes is
   * refused. Without a value (`undefined` or an empty text, as in a build) nothing is thrown: the response to each request is 500, and
   * `onRejected` gets `MISSING_SECRET`. A request is refused if its timestamp is more than five minutes in the past or in the future.
   */
  readonly secret?: string | readonly (string | undefined)[] | undefined;
  /** Checks a request in another way. `body` is the original text. If it returns `false`, throws or rejects, the response is 401. */
  readonly verify?: ((request: Request, body: string) => boolean | Promise<boolean>) | undefined;
  /**
   * Returns the change that an event means, several changes, or `null` to ignore the event. The event is the parsed body; its type is the
   * one that you declare. A body of JSON lines is a list.
   */
  map?(event: Event): MappedChanges | Promise<MappedChanges>;
  /**
   * The storage for the newest state of each user. With `compareAndSet` (`redisStorage`, `postgresStorage`), any number of instances may
   * share it. With three methods, sync or async, it serves one instance. Default: the memory of this process, which is lost at a restart.
   * It contains the profiles of your users: personal data.
   */
  readonly storage?: SessionStorage | SharedStorage | undefined;
  /**
   * Milliseconds after which an instance that applies an event and does not finish is replaced by another one, 100 to 600 000. Default
   * 10 000. Only for a storage with `compareAndSet`.
   */
  readonly lease?: number | undefined;
  /** Milliseconds for which the record of an erased user is kept, so that an old event does not create the user again. Default 30 days. */
  readonly keepErasedFor?: number | undefined;
  /**
   * After this many tries of an event that cannot succeed, `onRejected` gets the event, and the response is 200, so that the provider
   * stops. 1 to 100. Default 5. Without `onRejected` the endpoint gives up no event.
   */
  readonly maxTries?: number | undefined;
  /** The largest body, in bytes; the response to a larger one is 413. 1024 to 10 485 760. Default 262 144. */
  readonly maxBytes?: number | undefined;
  /**
   * Called with an event that was not applied and that another try does not help: an invalid change, an event that failed `maxTries`
   * times, a missing secret (`event` is then `undefined`). Store it for a person to look at. For the last try (`isFinal`), the endpoint
   * waits for it: if it throws or rejects, the response is not 200, and the event comes again. The error contains no secret.
   */
  readonly onRejected?: ((event: unknown, error: unknown, info: RejectedInfo) => unknown) | undefined;
  /** Called with each error, for your log. The error contains no secret. The function cannot change the response. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}
