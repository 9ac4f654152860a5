#!/usr/bin/env node
import { main } from './cli/main.js';

// A reader that has enough, such as `head`, closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), process, {
  emulator: () => import('./emulator.js'),
  server: () => import('./server.js'),
});
