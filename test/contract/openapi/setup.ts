import { afterAll, afterEach, expect } from 'vitest';
import { type Documented, readDocuments } from './documents.js';
import { differencesOf, type Exchange } from './exchange.js';
import { unknownOf } from './known.js';

/**
 * Every exchange of the contract tests of client and server is compared with the vendor's OpenAPI documents, if
 * `COMETCHAT_OPENAPI` names their folder. The emulator's own tests send invalid requests, and are not compared.
 */
const folder = process.env.COMETCHAT_OPENAPI;
const file = expect.getState().testPath ?? '';
/** In these files a script or a fault makes the service respond as no service should. */
const isScripted = /\/(?:odd-answers|faulty-service|late-responses)[\w-]*\.test/.test(file);
const isWatched = /\/test\/contract\/(?:client|facade|session|server|openapi)\//.test(file) && !isScripted;

if (folder && isWatched) watch(readDocuments(folder));

function watch(documents: readonly Documented[]): void {
  const differences: string[] = [];
  let pending: Promise<void>[] = [];
  const platformFetch = globalThis.fetch;

  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!isOfTheService(request)) return platformFetch(request);
    const body = request.clone().text();
    const response = await platformFetch(request);
    const { status } = response;
    const headers = Object.fromEntries(request.headers);
    const seen = Promise.all([body, response.clone().text()])
      .then(([sent, answer]) => {
        const exchange: Exchange = { method: request.method, url: request.url, headers, body: sent, status, answer };
        differences.push(...unknownOf(differencesOf(documents, exchange)));
      })
      // An exchange that was cut off is not compared.
      .catch(() => undefined);
    pending.push(seen);
    return response;
  };

  afterAll(() => {
    globalThis.fetch = platformFetch;
  });

  afterEach(async () => {
    const patience = new Promise<void>((resolve) => setTimeout(resolve, 500));
    await Promise.race([Promise.all(pending), patience]);
    pending = [];
    expect(differences.splice(0), 'differences from the OpenAPI documents').toEqual([]);
  });
}

function isOfTheService({ url, headers }: Request): boolean {
  return /^\/v3(\.0)?\//.test(new URL(url).pathname) && (headers.has('apikey') || headers.has('authtoken'));
}
