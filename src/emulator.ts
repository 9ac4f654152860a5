import { createCore } from './emulator/create.js';
import { Journal } from './emulator/journal/journal.js';
import { createNetworkGuard } from './emulator/middleware/guard/guard.js';
import { resolveGuardOptions } from './emulator/middleware/guard/guard-options.js';
import { OwnHosts } from './emulator/middleware/guard/own-hosts.js';
import { createListener } from './emulator/node/listen.js';
import type { NodeEmulatorOptions } from './emulator/option-types.js';
import { createPage } from './emulator/routes/page.js';
import type { Emulator } from './emulator/types.js';

export type { ActiveFault, EmulatorFaults, Fault } from './emulator/middleware/faults/types.js';
export type {
  EmulatorLimits,
  EmulatorUserInput,
  ListenOptions,
  NodeEmulatorOptions as EmulatorOptions,
} from './emulator/option-types.js';
export type {
  BrowserEmulator,
  Emulator,
  EmulatorUser,
  EmulatorUsers,
  Listening,
  RecordedRequest,
} from './emulator/types.js';

/**
 * Creates a local emulator of CometChat: users, auth tokens and logins of any app. It stores data in memory, or also in
 * a folder (`data`). It serves the admin, client and calls hosts on one port. Throws a `TypeError` when an option is
 * wrong, and an `Error` when the folder cannot be used.
 *
 * @example
 * const emulator = createEmulator({ users: [{ uid: 'kevin', name: 'Kevin' }] });
 * const { url } = await emulator.listen({ port: 0 });
 * await fetch(`${url}/v3/users/kevin`, { headers: { apikey: emulator.apiKey } });
 * await emulator.close();
 */
export function createEmulator(options: NodeEmulatorOptions = {}): Emulator {
  let journal: Journal | undefined;
  const { data, notice } = options;
  if (data !== undefined && (typeof data !== 'string' || data === ''))
    throw new TypeError('createEmulator: data must be the path of a folder');
  const { allowOrigins, hosts } = resolveGuardOptions(options);
  const ownHosts = new OwnHosts();
  for (const host of hosts) ownHosts.add(host);
  const networkGuard = createNetworkGuard({ ownHosts, allowOrigins }, notice ?? (() => {}));
  const { emulator, handle, admit } = createCore(options, {
    networkGuard,
    openJournal(apps) {
      if (data !== undefined) journal = new Journal(data, apps, notice);
      return journal;
    },
    createPage: (parts) => createPage(parts, ownHosts),
  });
  const onBound = (host: string, address: string) => ownHosts.bind(host, address);
  const listener = createListener({ handle, admit, networkGuard, onBound });
  return {
    ...emulator,
    async listen(where) {
      journal?.open();
      return listener.listen(where);
    },
    get url() {
      return listener.url();
    },
    async close() {
      await Promise.all([emulator.close(), listener.close()]);
      journal?.close();
    },
  };
}
