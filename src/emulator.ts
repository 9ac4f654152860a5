import { createCore } from './emulator/create.js';
import { createListener } from './emulator/node/listen.js';
import type { Emulator, EmulatorOptions } from './emulator/types.js';

export type {
  BrowserEmulator,
  Emulator,
  EmulatorLimits,
  EmulatorOptions,
  EmulatorUser,
  EmulatorUserInput,
  EmulatorUsers,
  ListenOptions,
  RecordedRequest,
} from './emulator/types.js';

/**
 * A CometChat on your own machine: users, auth tokens and logins of any app, in memory. It serves the admin, client and
 * calls hosts on one port. Throws a `TypeError` when an option is wrong.
 *
 * @example
 * const emulator = createEmulator({ users: [{ uid: 'kevin', name: 'Kevin' }] });
 * const { url } = await emulator.listen({ port: 0 });
 * await fetch(`${url}/v3/users/kevin`, { headers: { apikey: emulator.apiKey } });
 * await emulator.close();
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { answer, ...core } = createCore(options);
  const listener = createListener(answer);
  return {
    ...core,
    listen: listener.listen,
    get url() {
      return listener.url();
    },
    close: listener.close,
  };
}
