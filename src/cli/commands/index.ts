import { readUids } from '../files/read-uids.js';
import type { CommandSpec, GroupSpec } from '../spec.js';
import { createDoctor } from './doctor.js';
import { emulatorCommand } from './emulator/run.js';
import { exportCommand } from './export.js';
import { importCommand } from './import.js';
import { syncCommand } from './sync.js';
import { tokenCreate } from './token/create.js';
import { tokenList } from './token/list.js';
import { tokenRevoke } from './token/revoke.js';
import { userDeactivate, userReactivate } from './user/activity.js';
import { userCreate } from './user/create.js';
import { userEnsure } from './user/ensure.js';
import { userErase } from './user/erase.js';
import { userGet } from './user/get.js';
import { userList } from './user/list.js';
import { userUpdate } from './user/update.js';

/** All commands, in the order of the help. */
export const COMMANDS: readonly (CommandSpec | GroupSpec)[] = [
  emulatorCommand,
  importCommand,
  syncCommand,
  exportCommand,
  {
    name: 'user',
    summary: 'read and change users',
    commands: [userGet, userList, userEnsure, userCreate, userUpdate, userDeactivate, userReactivate, userErase],
  },
  { name: 'token', summary: 'create, list and revoke auth tokens', commands: [tokenCreate, tokenList, tokenRevoke] },
  createDoctor(readUids),
];
