import type { Admin, AdminOptions } from '../server.js';
import type { Arguments, ArgumentValues, Options, OptionValues } from './arguments.js';
import type { Io } from './io.js';
import type { Modules } from './modules.js';
import type { Output } from './output.js';
import type { Settings } from './settings.js';

/** One run of a command: its arguments, and what it may use. */
export interface Call<A extends Arguments = Arguments, O extends Options = Options> {
  readonly args: ArgumentValues<A>;
  readonly options: OptionValues<O>;
  readonly output: Output;
  /** The streams and the environment. Write with `output`. */
  readonly io: Io;
  /** Aborts at Ctrl+C. Pass it to every operation. */
  readonly signal: AbortSignal;
  readonly modules: Modules;
  /** The app that the command works on. Throws a `UsageError` if a setting is missing. Only with `usesApp`. */
  settings(): Settings;
  /** Creates an admin for the app. Asks for the API key on a terminal if nothing gives it. Only with `usesApp`. */
  admin(options?: Partial<AdminOptions>): Promise<Admin>;
}
