import { runChild } from '../../emulator/child.js';
import { EMULATOR_OPTIONS } from '../../emulator/options.js';
import { startEmulator } from '../../emulator/start.js';
import { defineCommand } from '../../spec.js';

/** `cometchat-users emulator exec`, which runs another program beside an emulator. */
export const emulatorExec = defineCommand({
  name: 'exec',
  summary: 'run a program, such as your tests, beside an emulator',
  description:
    'Starts an emulator, runs a program, and stops the emulator when the program ends. The exit code is that of the program. The program gets COMETCHAT_EMULATOR, COMETCHAT_APP_ID, COMETCHAT_REGION, COMETCHAT_API_KEY and COMETCHAT_AUTH_KEY: real keys in the environment do not reach it.',
  arguments: { command: { value: 'COMMAND', many: true, text: 'the program and its arguments, after --' } },
  options: {
    ...EMULATOR_OPTIONS,
    port: { ...EMULATOR_OPTIONS.port, text: 'the port (default: a free one)' },
    json: { text: 'print errors as JSON' },
  },
  examples: [
    ['cometchat-users emulator exec -- npm test'],
    ['cometchat-users emulator exec --no-rate-limits -- npx vitest run'],
  ],
  async run(call) {
    const { args, options, io, signal } = call;
    const { emulator, certificateFile } = await startEmulator({
      ...call,
      options: { ...options, port: options.port ?? 0 },
    });
    try {
      const { url, appId, authKey, apiKey } = emulator;
      const env = {
        ...io.env,
        COMETCHAT_EMULATOR: url,
        COMETCHAT_APP_ID: appId,
        COMETCHAT_REGION: 'us',
        COMETCHAT_AUTH_KEY: authKey,
        COMETCHAT_API_KEY: apiKey,
        COMETCHAT_EMULATOR_AUTH_KEY: authKey,
        COMETCHAT_EMULATOR_API_KEY: apiKey,
        ...(certificateFile && { NODE_EXTRA_CA_CERTS: certificateFile }),
      };
      return await runChild(args.command, env, signal);
    } finally {
      await emulator.close();
    }
  },
});
