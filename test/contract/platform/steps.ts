import type { CometChatException } from '../../../src/index.js';

type Sdk = typeof import('../../../src/index.js');

/** The results of a page's steps: what each step returned, or the code of its error. */
export interface Outcome {
  readonly login: string;
  readonly update: string;
  readonly restore: string;
  readonly refused: string;
  readonly retried: string;
  readonly logout: string;
}

/** A login, an update, a restore, a refused login, a login that needs a retry, and a logout. */
export async function live({ createClient, memoryStorage }: Sdk, emulator: string, token: string): Promise<Outcome> {
  const options = { appId: 'app-1', region: 'us', emulator };
  const first = createClient(options);
  await first.session.ready;
  const login = await result(async () => (await first.login(token)).uid);
  const profile = { name: 'Kévin 😀', metadata: { a: [{ b: 1 }] }, tags: ['x'] };
  const update = await result(async () => (await first.updateCurrentUserDetails(profile)).name);
  first.dispose();

  const second = createClient(options);
  const restored = await second.session.ready;
  const restore = restored.status === 'signedIn' ? restored.user.uid : restored.status;
  const refused = await result(async () => second.login(`${token}0`));

  let failures = 1;
  const third = createClient({
    ...options,
    storage: memoryStorage(),
    fetch: async (request) => {
      if (failures-- > 0) return new Response('{}', { status: 503, headers: { 'retry-after': '0' } });
      return fetch(request);
    },
  });
  const retried = await result(async () => (await third.login(token)).uid);
  third.dispose();

  const logout = await result(async () => {
    await second.login(token);
    await second.logout({ strict: true });
    return second.session.getSnapshot().status;
  });
  second.dispose();
  return { login, update, restore, refused, retried, logout };
}

async function result(work: () => Promise<unknown>): Promise<string> {
  try {
    return String(await work());
  } catch (error) {
    const { code, message } = error as Partial<CometChatException> & Error;
    return code ?? `no exception of ours: ${message}`;
  }
}
