import { createEmulator } from 'cometchat-users/emulator';
import type { TestProject } from 'vitest/node';
import { buildScripts } from './build.js';
import type { Settings } from './cases/kit.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one emulator is that all runtimes have. */
    emulator: Omit<Settings, 'appId'>;
  }
}

/** Nobody listens on it, and it is none of the ports that browsers refuse to ask. */
const DEAD_URL = 'http://127.0.0.1:2';

/** Once, before the first runtime starts. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const emulator = createEmulator({ authKeyMayRead: true });
  const [{ url }] = await Promise.all([emulator.listen({ port: 0 }), buildScripts()]);
  const { authKey, apiKey } = emulator;
  project.provide('emulator', { url, deadUrl: DEAD_URL, authKey, apiKey });
  return () => emulator.close();
}
