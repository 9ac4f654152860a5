import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * Starts a Redis on a free port, which stores nothing on disk and ends with the test. Without Redis, the test fails.
 */
export async function startRedis(): Promise<string> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const redis = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    redis.kill();
    if (redis.exitCode === null) await once(redis, 'exit');
  });
  await new Promise<void>((resolve, reject) => {
    redis.on('error', () => reject(new Error('These tests need redis-server. Debian: apt-get install redis-server.')));
    redis.stdout.on('data', (text) => String(text).includes('Ready to accept connections') && resolve());
  });
  return `redis://127.0.0.1:${port}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
