import type { Config } from './options.js';
import type { Apps } from './state/apps.js';

/** The data and settings that every route uses. */
export interface Service {
  readonly config: Config;
  readonly apps: Apps;
  /** Passes a one-line message to the user of the emulator, each message once. */
  readonly noticeOnce: (message: string) => void;
}
