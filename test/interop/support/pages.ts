import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A web site with the pages `/chat` and `/calls`, which bundle the vendor's unchanged SDK, and `/facade`, which bundles our facades. */
export interface Site {
  readonly origin: string;
  close(): void;
}

export async function serveSite(): Promise<Site> {
  const { outputFiles } = await build({
    entryPoints: {
      chat: here('../pages/chat.ts'),
      calls: here('../pages/calls.ts'),
      facade: here('../pages/facade.ts'),
    },
    alias: { 'cometchat-users': here('../../../src/index.ts') },
    // Our sources find their dependencies in the root.
    nodePaths: [here('../../../node_modules')],
    bundle: true,
    format: 'iife',
    target: 'chrome120',
    outdir: '/',
    write: false,
    logLevel: 'error',
  });
  const files = new Map(outputFiles.map((file) => [file.path, file.text]));
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const script = files.get(path);
    if (script !== undefined) response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else if (files.has(`${path}.js`)) response.writeHead(200, { 'content-type': 'text/html' }).end(html(path));
    else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => shut(server) };
}

function html(path: string): string {
  return `<!doctype html><meta charset="utf-8"><title>${path}</title><script src="${path}.js"></script>`;
}

function shut(server: Server): void {
  server.close();
  server.closeAllConnections();
}
