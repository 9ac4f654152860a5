import { once } from 'node:events';
import { firstSteps } from '../../emulator/first-steps.js';
import { EMULATOR_OPTIONS } from '../../emulator/options.js';
import { startEmulator } from '../../emulator/start.js';
import { defineCommand } from '../../spec.js';
import { emulatorExec } from './exec.js';

/** How long the emulator may take to close its connections, in milliseconds. */
const CLOSE_MS = 700;

/** `cometchat-users emulator`, which runs until Ctrl+C. */
export const emulatorCommand = defineCommand({
  name: 'emulator',
  summary: 'run a local emulator of CometChat, until Ctrl+C',
  description:
    'Runs a local emulator of CometChat, until Ctrl+C. It prints its address, its keys and code for your app.',
  options: {
    ...EMULATOR_OPTIONS,
    json: { text: 'print only { url, appId, authKey, apiKey }, in one line, when the emulator is ready' },
  },
  examples: [
    ['cometchat-users emulator'],
    ['cometchat-users emulator --port 0 --data ./cometchat', 'a free port; the data survives restarts'],
  ],
  commands: [emulatorExec],
  async run(call) {
    const { options, output, signal } = call;
    const interrupted = signal.aborted ? undefined : once(signal, 'abort');
    const { emulator, certificateFile } = await startEmulator(call);
    try {
      const { url, appId, authKey, apiKey } = emulator;
      const { data, tls } = options;
      await output.result({ url, appId, authKey, apiKey }, () =>
        firstSteps(emulator, { data, tls, certificateFile, style: output.style }),
      );
      await interrupted;
    } finally {
      await Promise.race([emulator.close(), new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
    }
  },
});
