import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';
import type { Ambush, InstanceOptions, SentEvent } from './instance.js';

/** One process with a user sync endpoint. */
export interface Instance {
  readonly url: string;
  readonly process: ChildProcess;
  /** How often it was stopped and continued. */
  stops: number;
}

/** Bundles the program of an instance, with the source of the package. Returns its path. */
export async function bundleInstance(): Promise<string> {
  // Inside the project, so that the clients of the databases are found.
  const folder = mkdtempSync(path.join(import.meta.dirname, '.reports-instance-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = path.join(folder, 'instance.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'instance.ts')],
    bundle: true,
    outfile,
    platform: 'node',
    format: 'esm',
    external: ['ioredis', 'pg'],
    alias: { 'cometchat-users/server': fileURLToPath(new URL('../../src/server.ts', import.meta.url)) },
  });
  return outfile;
}

/** Starts an instance. It continues by itself `frozenMs` after it has stopped itself. */
export async function startInstance(program: string, options: InstanceOptions, frozenMs: number): Promise<Instance> {
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [url] = (await once(lines, 'line')) as [string];
  const instance: Instance = { url, process: child, stops: 0 };
  lines.on('line', () => {
    instance.stops += 1;
    setTimeout(() => child.kill('SIGCONT'), frozenMs);
  });
  return instance;
}

/** Two instances, and a spare one that takes the place of an instance that dies. */
export class Pair {
  readonly #start: () => Promise<Instance>;
  #spare: Promise<Instance>;
  readonly instances: Instance[] = [];
  readonly #all: Instance[] = [];
  deaths = 0;

  constructor(start: () => Promise<Instance>) {
    this.#start = start;
    this.#spare = start();
  }

  async open(): Promise<void> {
    for (const instance of await Promise.all([this.#start(), this.#start()])) this.#add(instance);
  }

  /** How often an instance has stopped itself. */
  get stops(): number {
    return this.#all.reduce((sum, { stops }) => sum + stops, 0);
  }

  /** How often an instance has died or stopped itself. */
  get signals(): number {
    return this.deaths + this.stops;
  }

  async close(): Promise<void> {
    for (const { process } of [...this.instances.splice(0), await this.#spare]) process.kill('SIGKILL');
  }

  #add(instance: Instance): void {
    this.instances.push(instance);
    this.#all.push(instance);
    instance.process.once('exit', async () => {
      const index = this.instances.indexOf(instance);
      if (index < 0) return;
      this.instances.splice(index, 1);
      this.deaths += 1;
      const spare = this.#spare;
      this.#spare = this.#start();
      this.#add(await spare);
    });
  }

  /** Asks an instance to die or to stop at one of its next steps. */
  ambush(index: number, ambush: Ambush): void {
    // With a callback, an instance that has died a moment ago is no error: the round does not count.
    this.instances[index % this.instances.length]?.process.send(ambush, () => undefined);
  }

  /** Delivers an event as a provider does: again and again, until the answer is 200. */
  async deliver(event: SentEvent, first: number): Promise<void> {
    const [body, id] = [JSON.stringify(event), `${event.uid}-${event.at}`];
    for (let tries = 0; tries < 200; tries += 1) {
      const instance = this.instances[(first + tries) % Math.max(1, this.instances.length)];
      const init = { method: 'POST', body, headers: { 'webhook-id': id } };
      const response = instance && (await fetch(instance.url, init).catch(() => undefined));
      if (response?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`No instance has accepted ${body}.`);
  }
}
