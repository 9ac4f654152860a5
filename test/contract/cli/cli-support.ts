import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { REQUIRE_BANNER } from '../../support/require-banner.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cli-'));
const cli = path.join(folder, 'cli.js');

/** Builds the command as the package contains it: the emulator is a file beside it. */
export function buildCommand(): void {
  beforeAll(() => {
    const src = new URL('../../../src/', import.meta.url).pathname;
    const shared = { bundle: true, platform: 'node', format: 'esm', target: 'es2022' } as const;
    buildSync({ ...shared, entryPoints: [`${src}cli.ts`], outfile: cli, external: ['./emulator.js'] });
    buildSync({
      ...shared,
      entryPoints: [`${src}emulator.ts`],
      banner: REQUIRE_BANNER,
      outfile: path.join(folder, 'emulator.js'),
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** Its output so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** The first line of its standard output. */
  readonly firstLine: Promise<string>;
}

/** Starts the command; it is killed at the end of the test. */
export function run(...args: string[]): Running {
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal)),
  );
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      if (stdout.includes('\n')) resolve(stdout.slice(0, stdout.indexOf('\n')));
    });
    child.on('close', () => reject(new Error(`ended without a line: ${stderr}`)));
  });
  firstLine.catch(() => {});
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return { child, stdout: () => stdout, stderr: () => stderr, ended, firstLine };
}

/** Runs the command until it exits. */
export async function result(...args: string[]) {
  const { ended, stdout, stderr } = run(...args);
  const code = await ended;
  return { code, stdout: stdout(), stderr: stderr() };
}
