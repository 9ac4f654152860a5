import { calls } from './calls.js';
import { errors } from './errors.js';
import { facade } from './facade.js';
import type { Cases } from './kit.js';
import { listeners } from './listeners.js';
import { login } from './login.js';
import { network } from './network.js';
import { restore } from './restore.js';
import { retry } from './retry.js';
import { session } from './session.js';
import { storage } from './storage.js';
import { timeouts } from './timeouts.js';
import { users } from './users.js';

/**
 * Every case, under the name of its subject. The cases of a group run one after the other, groups run concurrently;
 * groups with long waits come first.
 */
export const CASES: Readonly<Record<string, Cases>> = {
  retry,
  timeouts,
  storage,
  network,
  restore,
  session,
  listeners,
  login,
  users,
  errors,
  // Both share one client.
  facade: { ...facade, ...calls },
};
