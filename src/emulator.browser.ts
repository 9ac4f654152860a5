import { createCore } from './emulator/create.js';
import type { EmulatorOptions } from './emulator/option-types.js';
import type { BrowserEmulator } from './emulator/types.js';

export type { ActiveFault, EmulatorFaults, Fault } from './emulator/middleware/faults/types.js';
export type { EmulatorLimits, EmulatorOptions, EmulatorUserInput } from './emulator/option-types.js';
export type { BrowserEmulator, EmulatorUser, EmulatorUsers, RecordedRequest } from './emulator/types.js';

/**
 * Creates an emulator of CometChat inside this page. Pass its `fetch` to a service worker or to `createClient`. It has
 * no `listen`. Throws a `TypeError` when an option is wrong.
 *
 * @example
 * const emulator = createEmulator();
 * const worker = setupWorker(http.all('https://*.cometchat.io/*', ({ request }) => emulator.fetch(request)));
 */
export function createEmulator(options: EmulatorOptions = {}): BrowserEmulator {
  return createCore(options).emulator;
}
