import { createServer } from 'node:http';

/**
 * Serves until SIGTERM or Ctrl-C, on `PORT` or 3000, and prints where.
 * @param {import('node:http').RequestListener} handler
 */
export function serve(handler) {
  const server = createServer(handler).listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object') console.log(`Listening on http://127.0.0.1:${address?.port}`);
  });
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(0));
}
