import type { Emulator, EmulatorOptions } from '../emulator.js';
import type { Admin, AdminOptions } from '../server.js';

/** The part of `cometchat-users/emulator` that the command uses. */
interface EmulatorModule {
  createEmulator(options: EmulatorOptions): Emulator;
}

/** The part of `cometchat-users/server` that the command uses. */
interface ServerModule {
  createAdmin(options: AdminOptions): Admin;
}

/** Imports the package's other entries. A command imports an entry only when it needs it, so that `--help` is fast. */
export interface Modules {
  emulator(): Promise<EmulatorModule>;
  server(): Promise<ServerModule>;
}
