import type { Fetch } from 'cometchat-users';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { clientOf, KEY, kevin, onceOf, rejection, startServer, success, TOKEN, timeOf } from './faults-support.js';

const nowhere = { url: 'http://127.0.0.1:9' };
const lost = { code: 'FAILED_TO_FETCH', kind: 'network', retryable: true, operation: 'createUser', attempts: 1 };
const answer = (data: object = kevin) => new Response(JSON.stringify({ data }));

describe.concurrent('a custom fetch that', () => {
  test.each<[string, Fetch]>([
    ['hangs', () => new Promise(() => undefined)],
    [
      'takes no notice of the signal',
      () => new Promise((resolve) => setTimeout(() => resolve(answer()), 15_000).unref()),
    ],
    ['gives a body that hangs', async () => new Response(new ReadableStream())],
  ])('%s ends with the timeout', async (_, fetch) => {
    const call = onceOf(nowhere, { fetch, attemptTimeout: 100, timeout: 30_000 }).createUser(kevin, KEY);
    expect(await timeOf(call)).toBeLessThan(12_000);
    expect(await rejection(call)).toMatchObject({ ...lost, code: 'REQUEST_TIMEOUT', kind: 'timeout' });
  });

  test('hangs is ended when the caller aborts or the timeout is over', async () => {
    const client = onceOf(nowhere, { fetch: () => new Promise(() => undefined), timeout: 100 });
    expect(await rejection(client.createUser(kevin, KEY))).toMatchObject({ code: 'REQUEST_TIMEOUT', attempts: 1 });
    const signal = AbortSignal.timeout(20);
    expect(await rejection(client.createUser(kevin, KEY, { signal }))).toMatchObject({ code: 'REQUEST_ABORTED' });
  });

  test.each<[string, unknown, string]>([
    ['a TypeError, as most platforms do', new TypeError('Failed to fetch'), 'Failed to fetch'],
    ['a plain Error, as workerd does', new Error('Network connection lost.'), 'Network connection lost.'],
    ['an AbortError of its own', new DOMException('gone', 'AbortError'), 'gone'],
    ['a TimeoutError of its own', new DOMException('late', 'TimeoutError'), 'late'],
    ['a string', 'broken', 'broken'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['an object without a prototype', Object.create(null), expect.any(String) as never],
  ])('throws or rejects with %s is a network error', async (_, thrown, message) => {
    const throwing: Fetch = () => {
      throw thrown;
    };
    for (const fetch of [throwing, () => Promise.reject(thrown)]) {
      const error = await rejection(onceOf(nowhere, { fetch }).createUser(kevin, KEY));
      expect(error).toMatchObject(lost);
      expect(error.cause).toMatchObject({ message });
      expect(error.cause).toBeInstanceOf(Error);
    }
  });

  test.each([
    ['nothing', undefined],
    ['a text', 'ok'],
    ['an object without headers', { status: 200 }],
  ])('returns %s is a network error too', async (_, given) => {
    const fetch = (async () => given) as unknown as Fetch;
    expect(await rejection(onceOf(nowhere, { fetch }).createUser(kevin, KEY))).toMatchObject(lost);
  });

  test('rejects once is retried', async () => {
    const fetch = vi
      .fn<Fetch>()
      .mockRejectedValueOnce(new Error('blip'))
      .mockImplementation(async () => answer());
    await expect(clientOf(nowhere, { fetch }).createUser(kevin, KEY)).resolves.toMatchObject(kevin);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test('reads the body of the request leaves it for the next attempt', async () => {
    const bodies: string[] = [];
    const fetch: Fetch = async (request) => {
      bodies.push(await request.text());
      return bodies.length < 3 ? new Response('', { status: 500 }) : answer();
    };
    await clientOf(nowhere, { fetch }).createUser(kevin, KEY);
    expect(bodies).toEqual(Array(3).fill(JSON.stringify(kevin)));
  });

  test('needs to be called without our `this` works (no Illegal invocation)', async () => {
    const seen: unknown[] = [];
    const fetch = async function (this: unknown, ...args: unknown[]) {
      seen.push(this, args.length, args[0] instanceof Request);
      return answer();
    };
    await onceOf(nowhere, { fetch }).createUser(kevin, KEY);
    expect(seen).toEqual([undefined, 1, true]);
  });
});

describe('the platform’s fetch', () => {
  afterEach(() => void vi.unstubAllGlobals());

  test('works unbound as well as by default', async () => {
    const server = await startServer(success());
    await expect(onceOf(server, { fetch: globalThis.fetch }).createUser(kevin, KEY)).resolves.toMatchObject(kevin);
    await expect(onceOf(server).createUser(kevin, KEY)).resolves.toMatchObject(kevin);
  });

  test('that is replaced after createClient is used, also for the next attempt', async () => {
    const client = clientOf(nowhere);
    const first = vi.fn(async () => {
      vi.stubGlobal('fetch', second);
      return new Response('', { status: 503 });
    });
    const second = vi.fn(async () => answer());
    vi.stubGlobal('fetch', first);
    await expect(client.login(TOKEN)).resolves.toMatchObject(kevin);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  });
});

test('each attempt keeps its own signal, also for a tracer that reads it during the next attempt', async () => {
  const { fetch } = globalThis;
  onTestFinished(() => {
    globalThis.fetch = fetch;
  });
  const waits = [1_000, 100];
  const sent: string[] = [];
  globalThis.fetch = async (url, init) => {
    const call = `attempt ${3 - waits.length}`;
    await new Promise((resolve) => setTimeout(resolve, waits.shift()));
    if (init?.signal?.aborted) throw init.signal.reason;
    sent.push(call);
    return fetch(url, init);
  };
  const server = await startServer(success());
  await clientOf(server, { attemptTimeout: 200, retry: { limit: 1 } }).updateUser(kevin, KEY);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(sent).toEqual(['attempt 2']);
});
