import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandError, UsageError } from '../failure.js';
import type { Io } from '../io.js';

/** The keys of an emulator. A key that is absent has its constant default. */
interface EmulatorKeys {
  readonly authKey?: string;
  readonly apiKey?: string;
}

const VARIABLES = { authKey: 'COMETCHAT_EMULATOR_AUTH_KEY', apiKey: 'COMETCHAT_EMULATOR_API_KEY' } as const;

const FORM = /^[0-9a-f]{40}$/;

/** The keys to start with. */
interface FoundKeys {
  readonly keys: EmulatorKeys;
  /** Writes generated keys into the data folder. Call it when the folder is locked: before, another process may own it. */
  store(): void;
}

/**
 * The keys of the emulator: from the environment, else those of its data folder. `COMETCHAT_API_KEY` is never used, because it is a key of
 * the real service.
 */
export function findKeys(data: string | undefined, env: Io['env']): FoundKeys {
  const chosen = fromEnvironment(env);
  const { keys, store } = data === undefined ? NO_KEYS : keysOfFolder(data);
  return { keys: { ...keys, ...chosen }, store };
}

const NO_KEYS: FoundKeys = { keys: {}, store() {} };

function fromEnvironment(env: Io['env']): EmulatorKeys {
  const keys: Record<string, string> = {};
  for (const [name, variable] of Object.entries(VARIABLES)) {
    const key = env[variable];
    if (!key) continue;
    // The wrong value could be a real key: the message does not repeat it.
    if (!FORM.test(key)) throw new UsageError(`${variable} must be 40 hex digits, in lower case.`);
    keys[name] = key;
  }
  if (keys.apiKey !== undefined && keys.apiKey === keys.authKey)
    throw new UsageError(`${VARIABLES.authKey} and ${VARIABLES.apiKey} must be different keys.`);
  return keys;
}

/**
 * Reads the keys of a data folder. A new folder gets keys of its own, in a file that only this user may read. A folder that an older
 * version has made keeps the constant keys.
 */
function keysOfFolder(folder: string): FoundKeys {
  const file = path.join(folder, 'keys.json');
  if (existsSync(file)) return { ...NO_KEYS, keys: readKeys(file) };
  if (existsSync(path.join(folder, 'journal.ndjson'))) return NO_KEYS;
  const keys = { authKey: randomBytes(20).toString('hex'), apiKey: randomBytes(20).toString('hex') };
  return { keys, store: () => writeFileSync(file, `${JSON.stringify(keys)}\n`, { mode: 0o600, flag: 'wx' }) };
}

function readKeys(file: string): EmulatorKeys {
  try {
    const { authKey, apiKey } = JSON.parse(readFileSync(file, 'utf8'));
    if (FORM.test(authKey) && FORM.test(apiKey) && authKey !== apiKey) return { authKey, apiKey };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CommandError(
    `${file} is damaged: it must have an authKey and an apiKey of 40 hex digits.`,
    'Repair it, or delete it with the rest of the folder.',
  );
}
