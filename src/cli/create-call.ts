import type { OptionValues } from './arguments.js';
import type { Call } from './call.js';
import { UsageError } from './failure.js';
import type { Io } from './io.js';
import type { Modules } from './modules.js';
import type { Output } from './output.js';
import { askForSecret, readSecret } from './secrets.js';
import { type APP_OPTIONS, keyFromEnvironment, readSettings, type Settings } from './settings.js';

interface CallContext {
  readonly args: Call['args'];
  readonly options: Call['options'];
  readonly output: Output;
  readonly io: Io;
  readonly signal: AbortSignal;
  readonly modules: Modules;
}

/** Creates the object that a command gets when it runs. */
export function createCall(context: CallContext): Call {
  const { io, modules, signal } = context;
  const options = context.options as unknown as OptionValues<typeof APP_OPTIONS>;
  const settings = () => readSettings(options, io.env);
  return {
    ...context,
    settings,
    async admin(more = {}) {
      const { appId, region, emulator } = settings();
      const apiKey = await readApiKey(settings());
      const { createAdmin } = await modules.server();
      return createAdmin({ appId, region, apiKey, emulator, ...more });
    },
  };

  async function readApiKey(found: Settings): Promise<string> {
    if (options.apiKeyStdin) return readSecret(io, 'REST API key', '--api-key-stdin');
    const key = keyFromEnvironment(found, io.env) ?? (await askForSecret(io, 'REST API key', signal));
    if (key) return key;
    throw new UsageError(
      'The REST API key is missing.',
      'Set COMETCHAT_API_KEY, or pass it by a pipe with --api-key-stdin.',
    );
  }
}
