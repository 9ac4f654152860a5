import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A web site with one page for each file of `pages`. Each page has one script that bundles the vendor's code unmodified. */
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
      kit: here('../pages/kit.tsx'),
      beside: here('../pages/beside.ts'),
      'beside-kit': here('../pages/beside-kit.tsx'),
    },
    alias: {
      'cometchat-users/vendor': here('../../../src/vendor.ts'),
      'cometchat-users': here('../../../src/index.ts'),
    },
    // Our sources find their dependencies in the root.
    nodePaths: [here('../../../node_modules')],
    bundle: true,
    format: 'iife',
    target: 'chrome120',
    jsx: 'automatic',
    loader: { '.woff2': 'dataurl' },
    // The kit is built for production in apps, too. Without it, React warns on the console.
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: '/',
    write: false,
    logLevel: 'error',
  });
  const files = new Map(outputFiles.map((file) => [file.path, file.text]));
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const script = files.get(path);
    if (script !== undefined) response.writeHead(200, { 'content-type': contentType(path) }).end(script);
    else if (files.has(`${path}.js`))
      response.writeHead(200, { 'content-type': 'text/html' }).end(html(path, files.has(`${path}.css`)));
    else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => shut(server) };
}

function contentType(path: string): string {
  return path.endsWith('.css') ? 'text/css' : 'text/javascript';
}

function html(path: string, hasStyles: boolean): string {
  const styles = hasStyles ? `<link rel="stylesheet" href="${path}.css">` : '';
  const script = `<script src="${path}.js"></script>`;
  return `<!doctype html><meta charset="utf-8"><title>${path}</title>${styles}<body><div id="root"></div>${script}`;
}

function shut(server: Server): void {
  server.close();
  server.closeAllConnections();
}
