import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Emulator, EmulatorOptions } from '../emulator.js';
import { VERSION } from '../version.js';
import { columns, describeOptions, type Options, readArgs, UsageError, type Values } from './args.js';
import type { Command, Output } from './command.js';

/** What the command needs of `cometchat-users/emulator`. */
export interface EmulatorModule {
  createEmulator(options: EmulatorOptions): Emulator;
}

const OPTIONS = {
  port: { type: 'string', short: 'p', value: 'PORT', text: 'where to listen; 0 takes a free port (default 7700)' },
  host: { type: 'string', value: 'HOST', text: 'the address to listen on (default 127.0.0.1: this machine only)' },
  data: { type: 'string', short: 'd', value: 'DIR', text: 'keep everything in a folder (default: in memory)' },
  tls: { type: 'boolean', text: 'serve HTTPS, with a certificate of its own making' },
  'allow-origin': {
    type: 'string',
    multiple: true,
    value: 'ORIGIN',
    text: 'let web pages of this origin in, such as https://staging.example; repeatable (default: those of this machine)',
  },
  'allow-host': {
    type: 'string',
    multiple: true,
    value: 'HOST',
    text: 'answer requests to this host name too, such as cometchat.test; repeatable',
  },
  'app-id': { type: 'string', value: 'ID', text: 'the app of requests that name none (default emulator-app)' },
  'no-rate-limits': { type: 'boolean', text: 'count no requests: never answer 429, nor say what is left' },
  json: {
    type: 'boolean',
    text: 'print { url, appId, authKey, apiKey } in one line when it is ready, and nothing else',
  },
} as const satisfies Options;

/** `cometchat-users emulator`: serves until it is interrupted. The module is loaded when it is needed. */
export function emulatorCommand(load: () => Promise<EmulatorModule>): Command {
  const summary = 'a CometChat on your own machine, until Ctrl+C';
  return {
    summary,
    help: `Usage: cometchat-users emulator [OPTIONS]\n\n${summary[0]?.toUpperCase()}${summary.slice(1)}.\n\n${describeOptions(OPTIONS)}`,
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
        const kept = certificate && values.data && keepCertificate(certificate, values.data);
        output.out(values.json ? oneLine(emulator) : describe(emulator, values, kept));
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
    throw new UsageError(inTermsOfArguments(error.message));
  }
}

/** The library names its own options, and a place in a list where the command has an argument. */
function inTermsOfArguments(message: string): string {
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

/** Resolves when the process is asked to end; it ends by itself once everything is closed. */
function onInterrupt(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** For clients to trust, as with `NODE_EXTRA_CA_CERTS`. */
function keepCertificate(certificate: string, folder: string): string {
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
  certificate?: string,
): string {
  const count = users.list().length;
  const rows = columns([
    ['Address', url],
    ['Page', `${url}/_emulator/`],
    ['App ID', appId],
    ['Auth Key', `${authKey}  for clients: creates users and auth tokens`],
    ['API Key', `${apiKey}  for servers: does everything`],
    ['Users', `${count}${count > 0 ? `, such as ${users.list()[0]?.uid}` : ''}`],
    ['Kept', data === undefined ? 'in memory (--data DIR keeps it)' : `in ${data}`],
    ...(certificate ? [['Trust', certificate] as const] : []),
  ]);
  return `CometChat emulator ${VERSION}

${rows}
In your app:

  const client = createClient({ appId: '${appId}', region: 'us', emulator: '${url}' });

In your shell:

  curl ${certificate ? `--cacert '${certificate}' ` : tls ? '-k ' : ''}-H 'apikey: ${apiKey}' ${url}/v3/users

Ctrl+C ends it.
`;
}
