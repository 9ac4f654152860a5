import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Command, findProgram, startChild, versionOf } from './child.js';
import type { Runtime } from './runtime.js';

interface Browser {
  readonly name: string;
  /** Finds the browser, and the program that starts it. */
  command(): Command;
  /** The arguments that open a page with a profile. */
  open(url: string, profile: string): readonly string[];
  /** Fills a fresh profile. */
  prepare?(profile: string): void;
}

/** A browser that opens the site's page, which runs the cases. */
function browser({ name, command, open, prepare }: Browser): Runtime {
  return {
    name,
    version: () => versionOf(command()),
    async start(site) {
      const profile = mkdtempSync(path.join(tmpdir(), 'runtimes-'));
      prepare?.(profile);
      const { failed, stop } = startChild([...command(), ...open(`${site}/`, profile)], { HOME: profile });
      return {
        failed,
        async stop() {
          await stop();
          rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
        },
      };
    },
  };
}

const hint = (packages: string) => `Debian: apt-get install --no-install-recommends ${packages}.`;

export const chromium = browser({
  name: 'Chromium',
  command: () => [findProgram([process.env.CHROMIUM ?? 'chromium', 'google-chrome'], hint('chromium'))],
  open: (url, profile) => [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${profile}`,
    url,
  ],
});

/** Without these flags it asks for settings and updates, and opens pages of its own. */
const PREFERENCES = {
  'app.normandy.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false,
};

export const firefox = browser({
  name: 'Firefox',
  command: () => [findProgram(['firefox-esr', 'firefox'], hint('firefox-esr'))],
  open: (url, profile) => ['--headless', '--no-remote', '--profile', profile, url],
  prepare(profile) {
    const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${value});\n`);
    writeFileSync(path.join(profile, 'user.js'), lines.join(''));
  },
});

/** Its own small browser, which needs a display. */
const MINI_BROWSER = ['/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', 'MiniBrowser'];

export const webkit = browser({
  name: 'WebKitGTK',
  command() {
    const packages = hint('webkit2gtk-driver xvfb xauth');
    findProgram(['xauth'], packages);
    return [findProgram(['xvfb-run'], packages), '-a', findProgram(MINI_BROWSER, packages)];
  },
  open: (url) => [url],
});
