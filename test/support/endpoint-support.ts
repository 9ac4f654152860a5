import { onTestFinished } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator.js';
import { type Admin, createAdmin } from '../../src/server/admin.js';

/** An emulator on a free port and an admin of it that does not retry. The emulator is closed at the end of the test. */
export async function backend(options: EmulatorOptions = {}, more: Partial<Parameters<typeof createAdmin>[0]> = {}) {
  const emulator = createEmulator({ appId: 'app-1', users: [{ uid: 'kevin', name: 'Kevin' }], ...options });
  const { url } = await emulator.listen({ port: 0 });
  onTestFinished(() => emulator.close());
  return { emulator, url, admin: adminOf(emulator, url, more), wire: wireOf(emulator) };
}

/**
 * An emulator without a socket and an admin of it that does not retry. The emulator is closed at the end of the test.
 */
export function backendInProcess(options: EmulatorOptions = {}) {
  const emulator = createEmulator({ appId: 'app-1', users: [{ uid: 'kevin', name: 'Kevin' }], ...options });
  onTestFinished(() => emulator.close());
  const admin = createAdmin({
    appId: 'app-1',
    region: 'us',
    apiKey: emulator.apiKey,
    fetch: (request) => emulator.fetch(request),
    retry: { limit: 0 },
  });
  return { emulator, admin, wire: wireOf(emulator) };
}

export function adminOf(
  { apiKey }: Emulator,
  emulator: string,
  more: Partial<Parameters<typeof createAdmin>[0]> = {},
): Admin {
  return createAdmin({ appId: 'app-1', region: 'us', apiKey, emulator, retry: { limit: 0 }, ...more });
}

/** The requests that arrived at the emulator since the last call, as `METHOD path`, without tokens. */
function wireOf(emulator: Emulator) {
  let seen = emulator.requests.length;
  return () => {
    const news = emulator.requests.slice(seen);
    seen = emulator.requests.length;
    return news.map(({ method, url }) => {
      const path = new URL(url).pathname.replace(/^\/v3(\.0)?/, '');
      return `${method} ${path.replace(/auth_tokens\/.+/, 'auth_tokens/*')}`;
    });
  };
}
