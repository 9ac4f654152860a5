import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, onTestFinished, vi } from 'vitest';
import { REQUIRE_BANNER } from '../../support/require-banner.js';

const folder = mkdtempSync(path.join(tmpdir(), 'cli-'));
const cli = path.join(folder, 'cli.js');

/** Builds the command as the package contains it: the emulator and the server entry are files beside it. */
export function buildCommand(): void {
  // Starting a process takes long on a busy machine, and a test starts several.
  vi.setConfig({ testTimeout: 60_000 });
  afterAll(() => vi.resetConfig());
  beforeAll(() => {
    const src = new URL('../../../src/', import.meta.url).pathname;
    const shared = { bundle: true, platform: 'node', format: 'esm', target: 'es2022' } as const;
    const banner = REQUIRE_BANNER;
    const beside = ['./emulator.js', './server.js'];
    buildSync({ ...shared, banner, entryPoints: [`${src}cli.ts`], outfile: cli, external: beside });
    for (const entry of beside) {
      const entryPoints = [src + entry.replace('.js', '.ts')];
      buildSync({ ...shared, banner, entryPoints, outfile: path.join(folder, entry) });
    }
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

/** How to start the command. */
interface Surroundings {
  /** Variables of its environment. The settings of this process are not passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** The text of its standard input, which ends after it. */
  readonly input?: string;
  /** Arguments of Node, before the command. */
  readonly node?: readonly string[];
}

/** The environment of this process, without settings of the command. */
const BARE = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(COMETCHAT_|NO_COLOR$|FORCE_COLOR$)/.test(name)),
);

/** The built file of the command. */
export const commandFile = cli;

/** Starts the command; it is killed at the end of the test. */
export function run(...args: string[]): Running {
  return start(args);
}

/** Starts the command with an environment and an input; it is killed at the end of the test. */
export function start(args: readonly string[], { env = {}, input, node = [] }: Surroundings = {}): Running {
  const child = spawn(process.execPath, [...node, cli, ...args], { cwd: folder, env: { ...BARE, ...env } });
  if (input !== undefined) child.stdin.end(input);
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
  return resultOf(args);
}

/** Runs the command with an environment and an input, until it exits. */
export async function resultOf(args: readonly string[], surroundings: Surroundings = {}) {
  const { ended, stdout, stderr } = start(args, { input: '', ...surroundings });
  const code = await ended;
  return { code, stdout: stdout(), stderr: stderr() };
}
