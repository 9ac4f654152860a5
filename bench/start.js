// Milliseconds from starting the command until the emulator can be asked, beside a process that does nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { spread, table, verdict } from './support/report.js';

const ROUNDS = 15;

/** @param {readonly string[]} args */
async function timeUntilOutput(args) {
  const begun = performance.now();
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const ms = performance.now() - begun;
  child.kill();
  await once(child, 'close');
  return ms;
}

const bare = [];
const emulator = [];
for (let round = 0; round < ROUNDS; round++) {
  bare.push(await timeUntilOutput(['-e', 'console.log(1)']));
  emulator.push(await timeUntilOutput(['dist/cli.js', 'emulator', '--port', '0', '--json']));
}

console.log('Milliseconds until the first output, median and range:\n');
table(
  ['', 'median', 'range'],
  [
    ['a process that prints a number', ...spread(bare)],
    ['the emulator, ready', ...spread(emulator)],
  ],
);
verdict('the fastest start of the emulator, in milliseconds', Math.min(...emulator), 'at most', 300);
