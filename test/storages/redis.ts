import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { freePort, type OnEnd } from './free-port.js';

/** A Redis of its own on a free port, which stores nothing on disk and ends with the test, or by `onEnd`. Without one, the test fails. */
export async function startRedis(onEnd: OnEnd = onTestFinished): Promise<string> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const redis = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onEnd(async () => {
    redis.kill();
    if (redis.exitCode === null) await once(redis, 'exit');
  });
  await new Promise<void>((resolve, reject) => {
    redis.on('error', () => reject(new Error('These tests need redis-server. Debian: apt-get install redis-server.')));
    redis.stdout.on('data', (text) => String(text).includes('Ready to accept connections') && resolve());
  });
  return `redis://127.0.0.1:${port}`;
}
