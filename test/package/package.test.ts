import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { VERSION } from '../../src/version.js';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

describe('package.json', () => {
  test('its version equals the version in requests', () => {
    expect(VERSION).toBe(manifest.version);
  });

  test('three dependencies, with ~ ranges', () => {
    expect(Object.keys(manifest.dependencies).sort()).toEqual(['eventemitter3', 'ky', 'zod']);
    for (const range of Object.values(manifest.dependencies)) expect(range).toMatch(/^~\d/);
  });

  test('devDependencies are pinned exactly', () => {
    for (const version of Object.values(manifest.devDependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('the newest entry of the changelog is this version', () => {
    const [, newest] = readFileSync('CHANGELOG.md', 'utf8').match(/^## (\S+)/m) ?? [];
    expect(newest).toBe(manifest.version);
  });
});

test('THIRD-PARTY-NOTICES.md names the bundled packages of the emulator, the command, the script build and the server', async () => {
  const vendors = readdirSync('src/server/vendor').map((file) => `src/server/vendor/${file}`);
  const { metafile } = await build({
    entryPoints: ['src/emulator.ts', 'src/emulator.browser.ts', 'src/cli.ts', 'src/script.ts', ...vendors],
    bundle: true,
    external: ['./emulator.js', './server.js'],
    format: 'esm',
    platform: 'node',
    write: false,
    outdir: 'unused',
    metafile: true,
  });
  const bundled = Object.keys(metafile.inputs).map((file) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]);
  const packages = [...new Set(bundled.filter((name) => name !== undefined))];
  expect(packages).toEqual(
    expect.arrayContaining(['@clack/prompts', '@noble/hashes', 'commander', 'csv-parse', 'hono', 'standardwebhooks']),
  );
  const notices = readFileSync('THIRD-PARTY-NOTICES.md', 'utf8');
  for (const name of packages) expect(notices).toContain(`## ${name}\n`);
});
