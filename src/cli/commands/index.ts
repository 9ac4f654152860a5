import type { CommandSpec, GroupSpec } from '../spec.js';
import { emulatorCommand } from './emulator/run.js';
import { exportCommand } from './export.js';
import { userGet } from './user/get.js';

/** All commands, in the order of the help. */
export const COMMANDS: readonly (CommandSpec | GroupSpec)[] = [
  emulatorCommand,
  exportCommand,
  { name: 'user', summary: 'read and change users', commands: [userGet] },
];
