import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** A server that is running. */
export interface Running {
  readonly url: string;
  /** Everything that it has written to stderr. */
  readonly stderr: () => string;
  readonly close: () => unknown;
}

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Serves the files of a folder on a free port. */
export async function serveFolder(folder: string): Promise<Running> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = path.join(folder, pathname === '/' ? 'index.html' : pathname);
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(existsSync(file) ? 200 : 404, { 'content-type': `${type}; charset=utf-8` });
    response.end(existsSync(file) ? readFileSync(file) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stderr: () => '', close };
}
