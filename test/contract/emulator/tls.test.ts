import { X509Certificate } from 'node:crypto';
import { get, type RequestOptions } from 'node:https';
import { checkServerIdentity, connect } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { selfSigned } from '../../../src/emulator/node/certificate.js';
import { createEmulator, type ListenOptions } from '../../../src/emulator.js';

async function listen(options: ListenOptions = {}) {
  const emulator = createEmulator();
  onTestFinished(() => emulator.close());
  const { url, certificate = '' } = await emulator.listen({ port: 0, tls: true, ...options });
  return { url, certificate, port: Number(new URL(url).port), emulator };
}

/** A GET that trusts this certificate only. */
function read(port: number, ca: string, options: RequestOptions = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = get(
      { host: '127.0.0.1', port, path: '/v3/users/ghost', ca, agent: false, ...options },
      async (answer) => {
        let text = '';
        for await (const chunk of answer) text += chunk;
        resolve({ status: answer.statusCode ?? 0, text });
      },
    );
    request.on('error', reject);
  });
}

describe('listen({ tls: true })', () => {
  test('serves over HTTPS to clients that trust its certificate', async () => {
    const { url, port, certificate, emulator } = await listen();
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(emulator.url).toBe(url);
    const { status, text } = await read(port, certificate, { headers: { apikey: emulator.apiKey } });
    expect(status).toBe(404);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'ERR_UID_NOT_FOUND' } });
    expect(emulator.requests[0]?.url).toBe(`${url}/v3/users/ghost`);
  });

  test('is refused by clients that do not', async () => {
    const { port } = await listen();
    await expect(read(port, selfSigned(['127.0.0.1']).cert)).rejects.toThrow(/self-signed|unable to verify/);
  });

  test.each([
    'localhost',
    '127.0.0.1',
    '::1',
    'my-app.api-us.cometchat.io',
    'my-app.apiclient-eu.cometchat.io',
    'my-app.call-in.cometchat.io',
    'my-app.websocket-us.cometchat.io',
    'api-eu.cometchat.io',
    'my-app.api-us.cc-cluster-2.io',
  ])('its certificate is valid for %s', async (host) => {
    const { port, certificate } = await listen();
    const options = { host: '127.0.0.1', port, ca: certificate };
    const socket = connect({ ...options, checkServerIdentity: (_, peer) => checkServerIdentity(host, peer) });
    onTestFinished(() => void socket.destroy());
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
    expect(socket.authorized).toBe(true);
  });

  test('its certificate is valid for no other host, and for at most a year', async () => {
    const { certificate } = await listen();
    const parsed = new X509Certificate(certificate);
    expect(parsed.checkHost('example.org')).toBeUndefined();
    expect(parsed.checkHost('a.b.api-us.cometchat.io')).toBeUndefined();
    expect(parsed.checkIP('10.0.0.1')).toBeUndefined();
    expect(parsed.ca).toBe(false);
    const days = (Date.parse(parsed.validTo) - Date.parse(parsed.validFrom)) / 86_400_000;
    expect(days).toBeGreaterThan(300);
    expect(days).toBeLessThanOrEqual(398);
  });
});

test('serves with the given key and certificate', async () => {
  const pair = selfSigned(['127.0.0.1']);
  const { port, certificate } = await listen({ tls: pair });
  expect(certificate).toBe(pair.cert);
  expect((await read(port, pair.cert)).status).toBe(401);
});

test('rejects a key and a certificate that do not match, and can listen afterwards', async () => {
  const emulator = createEmulator();
  onTestFinished(() => emulator.close());
  const tls = { key: selfSigned(['localhost']).key, cert: selfSigned(['localhost']).cert };
  await expect(emulator.listen({ port: 0, tls })).rejects.toThrow();
  const { url, certificate } = await emulator.listen({ port: 0 });
  expect([url.slice(0, 7), certificate]).toEqual(['http://', undefined]);
});

test.each(['2001:db8::7', '::ffff:10.1.2.3', '192.168.7.9', 'fe80::1:2:3:4'])(
  'a certificate can name the address %s',
  (address) => {
    const parsed = new X509Certificate(selfSigned([address, 'localhost']).cert);
    expect(parsed.checkIP(address)).toBe(address);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
  },
);
