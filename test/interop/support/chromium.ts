import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Starts the Chromium of this machine. `map` is where every host of cometchat.io is to be found, as `127.0.0.1:7700`. */
export function launch(map: string): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', `--host-resolver-rules=MAP *.cometchat.io ${map}`];
  return chromium.launch({ executablePath: find(), args });
}

function find(): string {
  const given = process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = given ? [given] : NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  const where = given ? `at ${given}, which CHROMIUM names` : `as ${NAMES.join(', ')} in PATH`;
  throw new Error(
    `These tests need a Chromium, and there is none ${where}. Debian: apt-get install chromium. Elsewhere: set CHROMIUM to its path.`,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
