import type { CometChatException, Fetch } from 'cometchat-users';
import { expect, test } from 'vitest';
import { findSecrets } from '../support/canary.js';
import {
  clientOf,
  hangUp,
  KEY,
  kevin,
  onceOf,
  rejection,
  reply,
  type Step,
  silence,
  startServer,
  success,
  TOKEN,
} from './faults-support.js';

const BODY = 'canary-of-the-body';
const user = { ...kevin, metadata: { text: BODY } };

test.concurrent.each<[string, Step]>([
  ['hung up on', hangUp],
  ['timed out', silence],
  ['redirected', reply(302, '', { location: `/${KEY}` })],
  [
    'refused with the credential in every field',
    (socket, request) => {
      const text = `${request.headers.apikey ?? ''}${request.headers.authtoken ?? ''} is none`;
      const error = {
        code: `ERR_${text}`,
        message: text,
        devMessage: text,
        source: text,
        details: { [text]: [text, { text }] },
      };
      reply(401, { error })(socket, request);
    },
  ],
  ['answered with the request as a page', (socket, request) => reply(502, JSON.stringify(request))(socket, request)],
  [
    'answered with data that does not fit',
    (socket, request) => reply(200, { data: { uid: request.headers } })(socket, request),
  ],
])('an operation that is %s shows no credential and no body', async (_, step) => {
  const told: unknown[] = [];
  const hook = (event: unknown) => void told.push(event);
  const hooks = { onRequest: hook, onResponse: hook, onRetry: hook, onError: hook, onWarning: hook };
  const client = clientOf(await startServer(step), { hooks, attemptTimeout: 100, retry: { limit: 1 } });
  for (const call of [
    () => client.createUser(user, KEY),
    () => client.login(TOKEN),
    () => client.login('kevin', KEY),
  ]) {
    expect(findSecrets(await rejection(call()), KEY, TOKEN, BODY)).toEqual([]);
  }
  expect(told.length).toBeGreaterThanOrEqual(6);
  expect(findSecrets(told, KEY, TOKEN, BODY)).toEqual([]);
});

test.concurrent.each<[string, (request: Request) => unknown]>([
  ['the Request', (request) => Object.assign(new Error('lost'), { request })],
  ['headers', (request) => Object.assign(new Error('lost'), { config: { headers: [...request.headers] } })],
  ['a cause that has it', (request) => new Error('lost', { cause: { request, cause: { headers: request.headers } } })],
  ['a hidden property', (request) => Object.defineProperty(new Error('lost'), 'request', { value: request })],
  ['a message', (request) => new Error(`lost: ${[...request.headers]}`)],
  ['nothing but itself: the Request is thrown', (request) => request],
  ['nothing but itself: the headers are thrown', (request) => [...request.headers].join()],
])("an error of fetch that contains %s does not reveal it (ky's errors keep the Request)", async (_, make) => {
  const told: unknown[] = [];
  const carriers: unknown[] = [];
  const fetch: Fetch = (request) => {
    carriers.push(make(request));
    return Promise.reject(carriers.at(-1));
  };
  const hooks = {
    onRetry: (event: unknown) => void told.push(event),
    onError: (event: unknown) => void told.push(event),
  };
  const client = clientOf({ url: 'http://127.0.0.1:9' }, { fetch, hooks, retry: { limit: 1 } });
  const errors: CometChatException[] = [];
  for (const call of [() => client.createUser(user, KEY), () => client.login(TOKEN)]) {
    errors.push(await rejection(call()));
  }
  // Otherwise the test would have nothing to find.
  expect(findSecrets(carriers, KEY, TOKEN)).not.toEqual([]);
  expect(findSecrets([errors, told], KEY, TOKEN)).toEqual([]);
  expect(told).toHaveLength(4);
});

test.concurrent('a token of the service that is not valid in a header is refused, and not shown', async () => {
  const client = onceOf(await startServer(success({ authToken: 'canary-odd\ntoken' }), success()));
  const error = await rejection(client.login('kevin', KEY));
  expect(error).toMatchObject({ code: 'BAD_RESPONSE', attempts: 1 });
  expect(findSecrets(error, 'canary-odd', KEY)).toEqual([]);
});
