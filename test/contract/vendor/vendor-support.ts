import { onTestFinished, vi } from 'vitest';
import type { ClientOptions } from '../../../src/index.js';
import { attachVendor } from '../../../src/vendor.js';
import { make, openStorage, refusal, scripted } from '../../support/client-support.js';
import { fakeVendor } from '../../support/fake-vendor.js';

/** A client and a fake of the vendor's SDK, on one storage. Tokens are like `ann_1`; the timers are fake. */
export function openPair(options: Partial<ClientOptions> = {}, storage = openStorage()) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const revoked = new Set<string>();
  /** Requests with this token are refused with this code. */
  const refused = new Map<string, string>();
  const names: Record<string, string> = {};
  const service = scripted(({ headers, path, method, body }) => {
    const { authtoken = '' } = headers;
    const uid = authtoken.slice(0, authtoken.indexOf('_'));
    if (revoked.has(authtoken)) return refusal(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND');
    const code = refused.get(authtoken);
    if (code) return refusal(code === 'ERR_UID_NOT_FOUND' ? 404 : 401, code);
    if (method === 'DELETE') revoked.add(authtoken);
    if (typeof body?.name === 'string') names[uid] = body.name;
    const found = path.startsWith('/users/') ? path.slice('/users/'.length) : uid;
    return { uid: found, name: names[found] ?? found, ...(path === '/me' && { authToken: authtoken }) };
  });
  const warnings: string[] = [];
  const errors: unknown[] = [];
  const hooks = {
    onWarning({ message, error }: { message: string; error?: unknown }) {
      warnings.push(message);
      errors.push(error);
    },
  };
  const client = make({ storage, fetch: service.fetch, hooks, ...options });
  const fake = fakeVendor(storage);
  const attach = () => {
    const attachment = attachVendor(client, fake.options);
    onTestFinished(() => attachment.detach());
    return attachment;
  };
  return { client, fake, storage, service, warnings, errors, revoked, refused, attach, names };
}

/** Lets everything end that ends by itself within a time. */
export const pass = (ms = 1) => vi.advanceTimersByTimeAsync(ms);
