// `npm run dev` starts a local emulator and the app. With VITE_COMETCHAT_APP_ID in `.env.local`, it starts only the app.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer, loadEnv } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({ options: { port: { type: 'string', default: '5173' } } });

/** Builds the package itself if that has not been done yet, as in a fresh clone. */
function buildPackage() {
  const npm = (/** @type {string[]} */ ...args) => {
    console.log(`Running npm ${args.join(' ')} in ${repository} (only the first time)`);
    const { status } = spawnSync('npm', args, {
      cwd: repository,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) process.exit(status ?? 1);
  };
  if (!existsSync(`${repository}node_modules`)) npm('ci');
  if (!existsSync(`${repository}dist/index.js`)) npm('run', 'build');
}

/** Starts the emulator, and sets the environment variables from which the app reads its address and key. */
async function startEmulator() {
  const { createEmulator } = await import('cometchat-users/emulator');
  const emulator = createEmulator({ appId: 'react-app' });
  const { url } = await emulator.listen({ port: 0 });
  process.env.VITE_COMETCHAT_APP_ID = emulator.appId;
  process.env.VITE_COMETCHAT_REGION = 'us';
  process.env.VITE_COMETCHAT_AUTH_KEY = emulator.authKey;
  process.env.VITE_COMETCHAT_EMULATOR = url;
  return emulator;
}

buildPackage();
const isOwn = Boolean(loadEnv('development', here, 'VITE_').VITE_COMETCHAT_APP_ID);
const emulator = isOwn ? undefined : await startEmulator();
const server = await createServer({ root: here, server: { port: Number(values.port), host: '127.0.0.1' } });
await server.listen();

console.log(`\n  App       ${server.resolvedUrls?.local[0]}`);
if (emulator) console.log(`  CometChat ${emulator.url}/_emulator/  users, requests, and faults to turn on`);
console.log('\n  Press Ctrl+C to stop.\n');
