import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, inject } from 'vitest';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { type Running, serveFolder } from './serve-folder.js';

const APPS = fileURLToPath(new URL('../apps', import.meta.url));

/** How a test file makes its app. */
export interface AppOptions {
  /** The files that come from the documents, by their path in the app. */
  readonly files: Record<string, string>;
  /** Starts the built app: a script and its arguments for Node. The environment has `HOST` and `PORT`. */
  readonly start?: readonly string[];
  /** The folder of a built app that needs no server of its own. */
  readonly static?: string;
}

/** A built app that is running. */
export interface App {
  readonly url: string;
  readonly emulator: Emulator;
  readonly emulatorUrl: string;
  /** Everything that the app has written to stderr since it started. */
  readonly stderr: () => string;
}

/**
 * Installs, builds and starts an app of `apps/` before the tests of a file: in a folder of its own, from its own lock, with the packed
 * package. It uses an emulator in which the user `kevin` exists.
 */
export function startApp(name: string, options: AppOptions): () => App {
  let app: App | undefined;
  const closers: (() => unknown)[] = [];
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  beforeAll(async () => {
    const emulator = createEmulator({ appId: 'app-1', users: [{ uid: 'kevin', name: 'Kevin' }] });
    closers.push(() => emulator.close());
    const { url: emulatorUrl } = await emulator.listen({ port: 0 });
    const folder = createFolder(name, options.files, emulatorUrl);
    closers.push(() => rm(folder, { recursive: true, force: true }));
    const env = { ...process.env, ...QUIET, COMETCHAT_API_KEY: emulator.apiKey };
    await run('npm', ['ci', '--ignore-scripts', ...NPM], folder, env);
    await run('npm', ['install', inject('tarball'), '--no-save', '--ignore-scripts', ...NPM], folder, env);
    await run('npm', ['run', 'build'], folder, env);
    const { url, stderr, close } = options.start
      ? await startServer(options.start, folder, env)
      : await serveFolder(path.join(folder, options.static ?? ''));
    closers.push(close);
    app = { url, emulator, emulatorUrl, stderr };
  });
  return () => {
    if (app === undefined) throw new Error(`The app ${name} did not start.`);
    return app;
  };
}

const NPM = ['--prefer-offline', '--no-audit', '--no-fund'];

/** No questions, and no reports to the makers of the frameworks. */
const QUIET = { CI: '1', NEXT_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1', NG_CLI_ANALYTICS: 'false' };

function createFolder(name: string, files: Record<string, string>, emulatorUrl: string): string {
  const folder = mkdtempSync(path.join(inject('appsFolder'), `${name}-`));
  // A lint of the apps may have installed their packages; each test installs its own.
  cpSync(path.join(APPS, name), folder, { recursive: true, filter: (file) => !file.includes('node_modules') });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), withEmulator(text, emulatorUrl));
  }
  return folder;
}

/** Points a snippet of the documents to the emulator. */
const withEmulator = (text: string, url: string) =>
  text.replace(`appId: 'APP_ID', region: 'us'`, `appId: 'app-1', region: 'us', emulator: '${url}'`);

/** Runs a program; rejects with all of its output if it fails. */
async function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  await promisify(execFile)(program, args, { cwd, env, maxBuffer: 2 ** 26 }).catch((error) => {
    throw new Error(`${program} ${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`);
  });
}

async function startServer(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Running> {
  const port = await freePort();
  const server = spawn(process.execPath, args, {
    cwd,
    env: { ...env, HOST: '127.0.0.1', PORT: `${port}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  server.stderr.on('data', (data) => {
    stderr += data;
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isListening(url))) {
    if (server.exitCode !== null) throw new Error(`The app ended with ${server.exitCode}: ${stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, stderr: () => stderr, close: () => stop(server) };
}

const isListening = (url: string) =>
  fetch(url, { method: 'HEAD' }).then(
    () => true,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function stop(server: ChildProcess): Promise<void> {
  // Some servers wait for the browser's open connections when they are asked to end.
  server.kill('SIGKILL');
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
}
