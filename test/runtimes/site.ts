import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { SCRIPTS } from './build.js';
import type { Settings } from './cases/kit.js';
import type { Result } from './harness/run.js';

/**
 * The site of a runtime beside the emulator: its settings, the address for reports, and a page, whose origin is not the
 * emulator's.
 */
export interface Site {
  readonly origin: string;
  /** The reports of the runtime. */
  readonly report: Promise<readonly Result[]>;
  close(): void;
}

const PAGE = '<!doctype html><meta charset="utf-8"><title>Cases</title><script src="/page.js"></script>';

export async function openSite(settings: Settings): Promise<Site> {
  let told: (results: readonly Result[]) => void;
  const report = new Promise<readonly Result[]>((resolve) => {
    told = resolve;
  });
  const files: Readonly<Record<string, readonly [type: string, text: () => string]>> = {
    '/': ['text/html', () => PAGE],
    '/page.js': ['text/javascript', () => readFileSync(SCRIPTS.page, 'utf8')],
    '/settings': ['application/json', () => JSON.stringify(settings)],
  };
  const server = createServer(async (request, response) => {
    const [type, text] = files[request.url ?? ''] ?? [];
    if (request.method === 'POST') told((await json(request)) as readonly Result[]);
    if (type) response.writeHead(200, { 'content-type': type }).end(text?.());
    else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, report, close };
}
