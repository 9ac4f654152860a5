import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Running } from './runtime.js';

/** A program and its arguments. */
export type Command = readonly [file: string, ...args: string[]];

/** How much output of a process is kept for the message of a failure. */
const TAIL = 4_000;
/** How long it may take to exit after the request to do so. */
const LEAVE_MS = 2_000;

/** Starts a process in its own process group, so that its children end with it. */
export function startChild([file, ...args]: Command, env: NodeJS.ProcessEnv = {}): Required<Running> {
  const child = spawn(file, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  const hear = (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-TAIL);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  /** How it ended; empty after a success. */
  const over = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? (code === 0 ? '' : `code ${code}`)));
  });
  const fail = (how: string): never => {
    throw new Error(`It ended${how && ` with ${how}`}, and said:\n${said}`);
  };
  return {
    failed: quiet(over.then(fail)),
    ended: quiet(over.then((how) => (how === '' ? said : fail(how)))),
    async stop() {
      signal(child.pid, 'SIGTERM');
      await Promise.race([over, wait(LEAVE_MS)]);
      signal(child.pid, 'SIGKILL');
      await over;
    },
  };
}

/** A promise that may stay unawaited. */
export function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Returns the version that a program prints. */
export function versionOf([file, ...args]: Command): string {
  const said = execFileSync(file, [...args, '--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /\d+(\.\d+)+/.exec(said)?.[0] ?? said.trim();
}

/** Returns the first of these programs that exists, by path or in PATH; throws with `hint` if there is none. */
export function findProgram(names: readonly string[], hint: string): string {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = names.flatMap((name) =>
    path.isAbsolute(name) ? [name] : folders.map((folder) => path.join(folder, name)),
  );
  const found = candidates.find(isExecutable);
  if (found === undefined) throw new Error(`There is no ${names.join(', no ')}. ${hint}`);
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function signal(group: number | undefined, name: NodeJS.Signals): void {
  try {
    if (group !== undefined) process.kill(-group, name);
  } catch {
    // No process is left.
  }
}
