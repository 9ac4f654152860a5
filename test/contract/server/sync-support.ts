import { Webhook } from 'standardwebhooks';
import type { SessionStorage } from '../../../src/index.js';
import type { Admin } from '../../../src/server/admin.js';
import type { UserChange } from '../../../src/server/changes/change.js';
import { toNodeHandler } from '../../../src/server/node-handler/handler.js';
import { createUserSyncEndpoint } from '../../../src/server/user-sync/handler.js';
import type { UserSyncEndpointOptions } from '../../../src/server/user-sync/options.js';
import { backend, backendInProcess } from '../../support/endpoint-support.js';
import { listen } from '../../support/http-support.js';

export const SECRET = `whsec_${Buffer.from('canary-signing-secret-of-32-bytes').toString('base64')}`;

/** An event of an identity provider, in the shape of these tests. */
export interface Event {
  readonly type: 'created' | 'updated' | 'banned' | 'unbanned' | 'deleted' | 'session';
  readonly uid: string;
  readonly name?: string;
  readonly at: number | string;
}

export const map = ({ type, uid, name = uid, at }: Event): UserChange | null => {
  switch (type) {
    case 'created':
    case 'updated':
      return { action: 'ensure', user: { uid, name }, at };
    case 'unbanned':
      return { action: 'ensure', user: { uid, name }, at, reactivate: true };
    case 'banned':
      return { action: 'deactivate', uid, at };
    case 'deleted':
      return { action: 'erase', uid, at };
    default:
      return null;
  }
};

let count = 0;

/** Signs a body as a provider does. */
export function sign(body: string, { id = `msg_${++count}`, at = new Date(), secret = SECRET } = {}) {
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

/** A sync endpoint over real HTTP, in front of an emulator that listens. */
export async function serveSync(
  options: Partial<UserSyncEndpointOptions<Event>> = {},
  service?: Awaited<ReturnType<typeof backend>>,
) {
  const made = service ?? (await backend());
  const { endpoint, errors } = createEndpoint(made.admin, options);
  const url = await listen(toNodeHandler(endpoint));
  return { ...made, endpoint, url, errors, ...sendersOf((init) => fetch(url, init)) };
}

/** A sync endpoint in front of an emulator, without a socket, so that a test can stop the clock. */
export function syncInProcess(
  options: Partial<UserSyncEndpointOptions<Event>> = {},
  service: ReturnType<typeof backendInProcess> = backendInProcess(),
) {
  const { endpoint, errors } = createEndpoint(service.admin, options);
  return { ...service, errors, ...sendersOf((init) => endpoint(new Request('https://my-app.example/hook', init))) };
}

function createEndpoint(admin: Admin, options: Partial<UserSyncEndpointOptions<Event>>) {
  const errors: unknown[] = [];
  const endpoint = createUserSyncEndpoint<Event>({
    admin,
    ...(options.verify ? {} : { secret: SECRET }),
    map,
    onError: (error) => errors.push(error),
    ...options,
  });
  return { endpoint, errors };
}

function sendersOf(post: (init: RequestInit) => Promise<Response>) {
  const deliver = async (body: string, headers: Record<string, string>) => {
    const response = await post({ method: 'POST', body, headers });
    const { outcome, error } = await response.json();
    return { status: response.status, outcome, code: error?.code, retryAfter: response.headers.get('retry-after') };
  };
  /** Sends an event with a new signature. */
  const send = (event: Event, id?: string) => {
    const body = JSON.stringify(event);
    return deliver(body, sign(body, id === undefined ? {} : { id }));
  };
  return { send, deliver };
}

/** A storage whose methods can be made to fail. */
export function fragile() {
  const held = new Map<string, string>();
  const state = { down: false, held };
  const storage: SessionStorage = {
    getItem: async (key) => {
      if (state.down) throw new Error('redis is down');
      return held.get(key) ?? null;
    },
    setItem: async (key, value) => {
      if (state.down) throw new Error('redis is down');
      held.set(key, value);
    },
    removeItem: async (key) => void held.delete(key),
  };
  return Object.assign(state, { storage });
}
