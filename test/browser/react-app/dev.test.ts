import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { startChromium } from '../support/chromium.js';
import { APP } from './react-app-support.js';

const browser = startChromium();

test('npm run dev starts an emulator and the app, and prints the addresses of both', async () => {
  const dev = spawn(process.execPath, ['dev.js', '--port', '0'], { cwd: APP, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void dev.kill('SIGKILL'));
  const { app, cometchat } = await addressesOf(dev);
  expect((await fetch(cometchat)).status).toBe(200);

  const page = await browser().newPage();
  await page.goto(app);
  await page.getByLabel('User ID').fill('cometchat-uid-2');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'George Alan' }).waitFor();
  await page.close();

  dev.kill('SIGTERM');
  await once(dev, 'exit');
  for (const address of [app, cometchat]) await expect(fetch(address)).rejects.toThrow('fetch failed');
});

async function addressesOf({ stdout }: ChildProcess): Promise<{ app: string; cometchat: string }> {
  let app = '';
  if (!stdout) throw new Error('There is no output.');
  for await (const line of createInterface({ input: stdout })) {
    app ||= line.match(/App\s+(http\S+)/)?.[1] ?? '';
    const cometchat = line.match(/CometChat\s+(http\S+)/)?.[1];
    if (cometchat) return { app, cometchat };
  }
  throw new Error('It ended without an address.');
}
