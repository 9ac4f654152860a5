import type { CommandSpec, GroupSpec } from '../spec.js';
import { emulatorCommand } from './emulator/run.js';
import { userGet } from './user/get.js';

/** All commands, in the order of the help. */
export const COMMANDS: readonly (CommandSpec | GroupSpec)[] = [
  emulatorCommand,
  { name: 'user', summary: 'read and change users', commands: [userGet] },
];
