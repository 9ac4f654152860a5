import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { exchangeRaw } from '../../support/raw-socket.js';
import { buildCommand, type Running, run } from './cli-support.js';

buildCommand();

const SEED = 20_261_121;
const RUNS = 300;

const UPGRADE = [
  'GET / HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: eHh4eHh4eHh4eHh4eHh4eA==',
];

/** The bytes of a new connection: the request for a WebSocket, and the bytes after it. */
const connection = (...frames: Buffer[]): string =>
  `${UPGRADE.join('\r\n')}\r\n\r\n${Buffer.concat(frames).toString('latin1')}`;

/** A text frame of a client. Its mask is zero, which leaves the text unchanged. */
function say(text: string, first = 0x81): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([first, ...size, 0, 0, 0, 0]), payload]);
}

/** A token with a valid signature around any payload. */
function signed(payload: string, key: string): string {
  const text = `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${payload}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

const authOf = (jwt: unknown, appId: unknown = 'emulator-app') =>
  say(JSON.stringify({ type: 'auth', appId, body: { auth: jwt } }));

/** Writes the bytes, and waits for this number of refusals. */
function refused(url: string, bytes: string, times: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).setEncoding('latin1');
    onTestFinished(() => void socket.destroy());
    let said = '';
    socket.on('data', (text) => {
      said += text;
      if (said.split('"code":"401"').length > times) resolve();
    });
    socket.on('error', reject).on('close', () => reject(new Error(`The socket was closed after ${said}`)));
    socket.write(bytes, 'latin1');
  });
}

interface Target extends Running {
  url: string;
  apiKey: string;
}

async function startCommand(): Promise<Target> {
  const running = run('emulator', '--port', '0', '--json');
  return { ...running, ...JSON.parse(await running.firstLine) };
}

async function expectAlive({ child, url, apiKey, stderr }: Target): Promise<void> {
  expect([child.exitCode, child.signalCode, stderr()]).toEqual([null, null, '']);
  expect((await fetch(`${url}/v3/users`, { headers: { apikey: apiKey } })).status).toBe(200);
}

const PAYLOADS = ['not json', '', 'null', '7', '"text"', '[]', '{}', '{', '\u0000', '{"appId":{},"sub":[]}'];

test.each(PAYLOADS)(
  'a signed token with the payload %j is refused with 401 and does not end the process',
  async (payload) => {
    const target = await startCommand();
    const jwt = signed(Buffer.from(payload).toString('base64url'), target.apiKey);
    await refused(target.url, connection(authOf(jwt), authOf('x')), 2);
    await expectAlive(target);
  },
);

test('a signed token for an app that does not exist creates no app', async () => {
  const target = await startCommand();
  const payload = Buffer.from('{"appId":"new-app","sub":"cometchat-uid-1"}').toString('base64url');
  const bytes = connection(authOf(signed(payload, target.apiKey), 'new-app'));
  await refused(target.url, bytes, 1);
  const { apps } = await (await fetch(`${target.url}/_emulator/api/apps`)).json();
  expect(apps).toEqual([{ id: 'emulator-app', users: 5 }]);
});

test(`no message of ${RUNS} connections over a socket ends the process`, async () => {
  const target = await startCommand();
  const key = target.apiKey;
  const json = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom('{"type":"auth"}', '{"type":"auth","body":[]}', '{"action":"ping"}'),
  );
  const jwt = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.oneof(fc.json(), fc.string()).map((text) => signed(Buffer.from(text).toString('base64url'), key)),
    fc.string().map((text) => signed(text, key)),
  );
  const frames = fc.array(
    fc.oneof(
      json.map((text) => say(text)),
      fc.tuple(jwt, fc.oneof(fc.constant('emulator-app'), fc.jsonValue())).map(([auth, appId]) => authOf(auth, appId)),
      fc
        .tuple(fc.string({ maxLength: 200 }), fc.integer({ min: 0, max: 255 }))
        .map(([text, first]) => say(text, first)),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    ),
    { minLength: 1, maxLength: 6 },
  );
  const batch = fc.array(fc.record({ frames, leaves: fc.boolean() }), { minLength: 10, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(batch, async (connections) => {
      await Promise.all(
        connections.map(({ frames, leaves }) => exchangeRaw(target.url, { bytes: connection(...frames), leaves })),
      );
      await expectAlive(target);
    }),
    { numRuns: RUNS / 10, seed: SEED },
  );
});
