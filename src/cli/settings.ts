import { API_KEY, APP_ID } from '../emulator/keys.js';
import type { OptionSpec, OptionValues } from './arguments.js';
import { UsageError } from './failure.js';
import type { Io } from './io.js';

/** The options of every command that sends requests to an app. */
export const APP_OPTIONS = {
  appId: { value: 'ID', text: 'the App ID (default: COMETCHAT_APP_ID)' },
  region: { value: 'REGION', text: 'the region of the app: us, eu or in (default: COMETCHAT_REGION)' },
  emulator: { value: 'URL', text: 'send everything to an emulator (default: COMETCHAT_EMULATOR)' },
  apiKeyStdin: {
    text: 'read the REST API key from standard input (default: COMETCHAT_API_KEY; on a terminal, a prompt asks for it)',
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** The app that a command works on. The API key is read separately: {@link readApiKey}. */
export interface Settings {
  readonly appId: string;
  readonly region: string;
  /** The URL of an emulator, if one is used instead of the service. */
  readonly emulator: string | undefined;
}

/** Reads the settings: an option first, then the environment, then the emulator's default. Throws a `UsageError` for a missing one. */
export function readSettings(options: OptionValues<typeof APP_OPTIONS>, env: Io['env']): Settings {
  const emulator =
    readUrl(options.emulator, '--emulator') ?? readUrl(env.COMETCHAT_EMULATOR || undefined, 'COMETCHAT_EMULATOR');
  return {
    appId:
      options.appId ??
      (env.COMETCHAT_APP_ID || (emulator && APP_ID)) ??
      missing('App ID', 'COMETCHAT_APP_ID', '--app-id'),
    region:
      options.region ??
      (env.COMETCHAT_REGION || (emulator && 'us')) ??
      missing('region', 'COMETCHAT_REGION', '--region'),
    emulator,
  };
}

/** The API key from the environment. An emulator has a default key. `undefined` if nothing gives one. */
export function keyFromEnvironment({ emulator }: Settings, env: Io['env']): string | undefined {
  if (emulator === undefined) return env.COMETCHAT_API_KEY || undefined;
  return env.COMETCHAT_EMULATOR_API_KEY || env.COMETCHAT_API_KEY || API_KEY;
}

function readUrl(text: string | undefined, name: string): string | undefined {
  if (text === undefined || /^https?:\/\/[^/]/.test(text)) return text;
  throw new UsageError(`${name} must be the URL of an emulator, such as http://127.0.0.1:7700, not "${text}".`);
}

function missing(what: string, variable: string, option: string): never {
  throw new UsageError(
    `The ${what} is missing.`,
    `Set ${variable}, or pass ${option}. Your CometChat dashboard shows it. For a local emulator, set COMETCHAT_EMULATOR.`,
  );
}
