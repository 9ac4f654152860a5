#!/usr/bin/env node
import { emulatorCommand } from './cli/emulator.js';
import { main } from './cli/main.js';

const commands = { emulator: emulatorCommand(() => import('./emulator.js')) };
const output = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};

process.exitCode = await main(process.argv.slice(2), commands, output);
