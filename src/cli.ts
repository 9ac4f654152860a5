#!/usr/bin/env node
import { tellBrokenOutput } from './cli/broken-output.js';
import { main, wantsJson } from './cli/main.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // An import does not stop in the middle because nobody reads its output.
  if (error.code === 'EPIPE' && ['import', 'sync'].includes(process.argv[2] ?? '')) return;
  process.exit(tellBrokenOutput(error, process, wantsJson(process.argv)));
});
// A message that cannot be written must not end an import.
process.stderr.on('error', () => undefined);

process.exitCode = await main(process.argv.slice(2), process, {
  emulator: () => import('./emulator.js'),
  server: () => import('./server.js'),
});
