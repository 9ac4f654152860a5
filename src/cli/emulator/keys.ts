import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../failure.js';
import type { Io } from '../io.js';

/** Keys of an emulator. For an absent key, the emulator takes that of its data folder, or its constant default. */
interface EmulatorKeys {
  readonly authKey?: string;
  readonly apiKey?: string;
}

const VARIABLES = { authKey: 'COMETCHAT_EMULATOR_AUTH_KEY', apiKey: 'COMETCHAT_EMULATOR_API_KEY' } as const;

/**
 * The keys to start an emulator with: from the environment, else new ones for a new data folder, whose journal keeps them.
 * `COMETCHAT_API_KEY` is never used, because it is a key of the real service.
 */
export function keysToStartWith(data: string | undefined, env: Io['env']): EmulatorKeys {
  const isNew = data !== undefined && !existsSync(path.join(data, 'journal.ndjson'));
  return { ...(isNew && { authKey: newKey(), apiKey: newKey() }), ...fromEnvironment(env) };
}

function newKey(): string {
  return randomBytes(20).toString('hex');
}

function fromEnvironment(env: Io['env']): EmulatorKeys {
  const keys: Record<string, string> = {};
  for (const [name, variable] of Object.entries(VARIABLES)) {
    const key = env[variable];
    if (!key) continue;
    // The wrong value could be a real key: the message does not repeat it.
    if (!/^[0-9a-f]{40}$/.test(key)) throw new UsageError(`${variable} must be 40 hex digits, in lower case.`);
    keys[name] = key;
  }
  if (keys.apiKey !== undefined && keys.apiKey === keys.authKey)
    throw new UsageError(`${VARIABLES.authKey} and ${VARIABLES.apiKey} must be different keys.`);
  return keys;
}
