import { createCore } from '../../../../src/emulator/create.js';
import { createNetworkGuard } from '../../../../src/emulator/middleware/guard/guard.js';
import { OwnHosts } from '../../../../src/emulator/middleware/guard/own-hosts.js';
import { createListener } from '../../../../src/emulator/node/listen.js';
import { createPage } from '../../../../src/emulator/routes/page.js';
import type { Apps } from '../../../../src/emulator/state/apps.js';
import { type Exchange, overHttp } from './over-http.js';
import type { Step } from './step.js';

/** A response; `undefined` if the connection ended without one. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A request without placeholders. */
export type Sent = Omit<Step, 'fault'>;

/** Small enough for a sequence to reach. */
const LIMITS = {
  corePerMinute: 12,
  standardPerMinute: 35,
  importPerMinute: 3,
  authTokens: 5,
  friends: 2,
  roles: 4,
  apiKeys: 5,
};

/** An emulator that is built as the package builds it; the test can also read its state. */
export async function createWorld() {
  let apps: Apps | undefined;
  const ownHosts = new OwnHosts();
  const networkGuard = createNetworkGuard({ ownHosts, allowOrigins: new Set() }, () => {});
  const { emulator, handle, admit } = createCore(
    { limits: LIMITS, users: [{ uid: 'ann', name: 'Ann' }] },
    {
      networkGuard,
      openJournal(created) {
        apps = created;
        return undefined;
      },
      createPage: (parts) => createPage(parts, ownHosts),
    },
  );
  const state = apps as unknown as Apps;
  const listener = createListener({ handle, admit, networkGuard, onBound: () => {} });
  const { url } = await listener.listen({ port: 0 });
  const http = overHttp(url);
  const known = {
    token: 'none',
    key: 'none',
    uid: 'cometchat-uid-1',
    apiKey: emulator.apiKey,
    authKey: emulator.authKey,
  };
  const none = { ...known };

  const fill = (text: string) =>
    text
      .replace(/\{(token|key|uid|apiKey|authKey)\}/g, (_, name: keyof typeof known) => known[name])
      .replace(/\{(pad|deep):(\d+)\}/g, (_, what, count) =>
        what === 'pad' ? 'x'.repeat(Number(count)) : '['.repeat(Number(count)) + ']'.repeat(Number(count)),
      );

  /** Sends a step, and records the values that later steps may refer to. */
  async function send(step: Step, exchange: Exchange): Promise<Answered | undefined> {
    const headers = Object.entries({ ...step.headers, ...(step.fault && { 'x-emulator-fault': step.fault.header }) });
    const answered = await exchange({
      method: step.method,
      origin: step.origin,
      path: fill(step.path),
      headers: Object.fromEntries(headers.map(([name, value]) => [name, fill(value)])),
      body: typeof step.body === 'string' ? fill(step.body) : step.body,
    });
    if (answered?.status === 200 && step.fault === undefined) learn(answered.text);
    // Faults that a step adds would change the next response.
    if (step.path.includes('_emulator')) emulator.faults.clear();
    return answered;
  }

  function learn(text: string): void {
    const [, token] = /"authToken":"([^"]{1,200})"/.exec(text) ?? [];
    const [, key] = /"apiKey":"([0-9a-f]{40})"/.exec(text) ?? [];
    const [, uid] = /^\{"data":\{"uid":"([^"]+)"/.exec(text) ?? [];
    Object.assign(known, token && { token }, key && { key }, uid && { uid });
  }

  return {
    apps: state,
    emulator,
    url,
    inProcess: ((sent) => inProcess(emulator.fetch, sent)) as Exchange,
    http: http.exchange,
    send,
    reset() {
      emulator.faults.clear();
      emulator.reset();
      const { tokens, keys } = state.default;
      const { authToken: token } = tokens.issue('cometchat-uid-3');
      Object.assign(known, none, { token, key: keys.create('K', 'fullAccess').apiKey });
    },
    async close() {
      http.close();
      await Promise.all([emulator.close(), listener.close()]);
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** As the `fetch` of an app passes it on. */
async function inProcess(fetch: (request: Request) => Promise<Response>, sent: Sent): Promise<Answered | undefined> {
  const { method, origin, path, headers, body } = sent;
  const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD';
  let request: Request;
  try {
    // The creator of a URL escapes the characters that it cannot contain.
    const init = { method, headers: headersOf(headers), ...(hasBody && { body: body as BodyInit }) };
    request = new Request(new URL(`${origin}${path}`), init);
  } catch (error) {
    throw new Error(`The test made no request of this: ${method} ${origin}${path.slice(0, 200)}`, { cause: error });
  }
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (error instanceof TypeError && error.message.includes('dropped the connection')) return undefined;
    throw error;
  }
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Latin letters beyond ASCII as the bytes of a header. */
function headersOf(headers: Readonly<Record<string, string>>): Headers {
  return new Headers(Object.entries(headers));
}
