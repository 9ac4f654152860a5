import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Emulator, EmulatorOptions } from '../emulator.js';
import { VERSION } from '../version.js';
import { columns, describeOptions, type Options, readArgs, UsageError, type Values } from './args.js';
import type { Command, Output } from './command.js';

/** The part of `cometchat-users/emulator` that the command uses. */
export interface EmulatorModule {
  createEmulator(options: EmulatorOptions): Emulator;
}

const OPTIONS = {
  port: { type: 'string', short: 'p', value: 'PORT', text: 'the port; 0 selects a free one (default 7700)' },
  host: { type: 'string', value: 'HOST', text: 'the address to listen on (default 127.0.0.1: this machine only)' },
  data: { type: 'string', short: 'd', value: 'DIR', text: 'store all data in a folder (default: in memory)' },
  tls: { type: 'boolean', text: 'serve HTTPS, with a self-signed certificate' },
  'allow-origin': {
    type: 'string',
    multiple: true,
    value: 'ORIGIN',
    text: 'accept web pages of this origin, such as https://staging.example; repeatable (default: only pages of this machine)',
  },
  'allow-host': {
    type: 'string',
    multiple: true,
    value: 'HOST',
    text: 'also accept requests to this host name, such as cometchat.test; repeatable',
  },
  'app-id': { type: 'string', value: 'ID', text: 'the app of requests without an app ID (default emulator-app)' },
  'no-rate-limits': { type: 'boolean', text: 'turn rate limits off' },
  json: {
    type: 'boolean',
    text: 'print only { url, appId, authKey, apiKey }, in one line, when the emulator is ready',
  },
} as const satisfies Options;

const SUMMARY = 'run a local emulator of CometChat, until Ctrl+C';

const HELP = `Usage: cometchat-users emulator [OPTIONS]

Runs a local emulator of CometChat, until Ctrl+C. It prints its address, its keys and code for your app.

${describeOptions(OPTIONS)}
Example: cometchat-users emulator --port 0 --data ./cometchat
`;

/** Creates the command `cometchat-users emulator`, which runs until it is interrupted. It calls `load` to import the emulator only when it needs it. */
export function emulatorCommand(load: () => Promise<EmulatorModule>): Command {
  return {
    summary: SUMMARY,
    help: HELP,
    async run(args, output) {
      const values = readArgs(OPTIONS, args);
      const port = readPort(values.port);
      const interrupted = onInterrupt();
      const { createEmulator } = await load();
      const emulator = create(createEmulator, values, output);
      try {
        const { certificate } = await emulator.listen({
          ...(port !== undefined && { port }),
          ...(values.host !== undefined && { host: values.host }),
          ...(values.tls && { tls: true }),
        });
        const certificateFile = certificate && values.data && writeCertificate(certificate, values.data);
        output.out(values.json ? oneLine(emulator) : describe(emulator, values, certificateFile));
        await interrupted;
      } finally {
        await emulator.close();
      }
    },
  };
}

function create(
  createEmulator: EmulatorModule['createEmulator'],
  values: Values<typeof OPTIONS>,
  { err }: Output,
): Emulator {
  try {
    return createEmulator({
      ...(values['app-id'] !== undefined && { appId: values['app-id'] }),
      ...(values.data !== undefined && { data: values.data }),
      ...(values['allow-origin'] && { allowOrigins: values['allow-origin'] }),
      ...(values['allow-host'] && { hosts: values['allow-host'] }),
      ...(values['no-rate-limits'] && { rateLimits: false }),
      notice: (message) => err(`${message}\n`),
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(withArgumentNames(error.message));
  }
}

/** Replaces the names of the library's options in a message with the names of the command's arguments. */
function withArgumentNames(message: string): string {
  return message
    .replace(/^createEmulator: /, '')
    .replace(/^allowOrigins\[\d+\]/, '--allow-origin')
    .replace(/^hosts\[\d+\]/, '--allow-host');
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new UsageError(`--port must be 0 to 65535, not ${text}.`);
  return Number(text);
}

/** Resolves when the process gets an interrupt signal. The process then ends by itself, once everything is closed. */
function onInterrupt(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** Writes the certificate to a file, so that clients can trust it, for example with `NODE_EXTRA_CA_CERTS`. */
function writeCertificate(certificate: string, folder: string): string {
  const file = path.resolve(folder, 'certificate.pem');
  writeFileSync(file, certificate);
  return file;
}

function oneLine({ url, appId, authKey, apiKey }: Emulator): string {
  return `${JSON.stringify({ url, appId, authKey, apiKey })}\n`;
}

function describe(
  { url, appId, authKey, apiKey, users }: Emulator,
  { data, tls }: Values<typeof OPTIONS>,
  certificateFile?: string,
): string {
  const all = users.list();
  const [first] = all;
  const login = first ? `\n  await client.login('${first.uid}', '${authKey}');` : '';
  const rows = columns([
    ['Address', url],
    ['Page', `${url}/_emulator/`],
    ['App ID', appId],
    ['Auth Key', `${authKey}  for clients in development: logs in as any user`],
    ['REST API key', `${apiKey}  for servers: may do everything`],
    ['Users', `${all.length}${first ? `, for example ${first.uid}` : ''}`],
    ['Data', data === undefined ? 'in memory only; --data DIR stores it in a folder' : `in the folder ${data}`],
    ...(certificateFile ? [['Certificate', certificateFile] as const] : []),
  ]);
  return `CometChat emulator ${VERSION}

${rows}
In your app:

  const client = createClient({ appId: '${appId}', region: 'us', emulator: '${url}' });${login}

In a terminal:

  curl ${certificateFile ? `--cacert '${certificateFile}' ` : tls ? '-k ' : ''}-H 'apikey: ${apiKey}' ${url}/v3/users

Press Ctrl+C to stop.
`;
}
