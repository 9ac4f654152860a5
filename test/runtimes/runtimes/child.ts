import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Running } from './runtime.js';

/** A program and its arguments. */
export type Command = readonly [file: string, ...args: string[]];

/** How much of what a process says is kept for when it fails. */
const TAIL = 4_000;
/** How long it may take to leave when it is asked to. */
const LEAVE_MS = 2_000;

/** Starts a process, in a group of its own, so that what it starts ends with it. */
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
  /** How it ended; empty where all was well. */
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

/** A promise that nobody need wait for. */
export function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** What a program says when it is asked for its version. */
export function versionOf([file, ...args]: Command): string {
  const said = execFileSync(file, [...args, '--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /\d+(\.\d+)+/.exec(said)?.[0] ?? said.trim();
}

/** The first of these programs that is there, by path or in PATH; throws with `hint` where none is. */
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
    // Nobody is left.
  }
}
