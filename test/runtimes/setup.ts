import { createEmulator } from 'cometchat-users/emulator';
import type { TestProject } from 'vitest/node';
import { buildScripts } from './build.js';
import type { Settings } from './cases/kit.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the one emulator for all runtimes. */
    emulator: Omit<Settings, 'appId'>;
  }
}

/** Nothing listens on it, and browsers do not block it. */
const DEAD_URL = 'http://127.0.0.1:2';

/** Once, before the first runtime starts. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const emulator = createEmulator({ authKeyMayRead: true });
  const [{ url }] = await Promise.all([emulator.listen({ port: 0 }), buildScripts()]);
  const { authKey, apiKey } = emulator;
  project.provide('emulator', { url, deadUrl: DEAD_URL, authKey, apiKey });
  return () => emulator.close();
}
