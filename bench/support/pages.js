// Pages that load one script, call `init`, and read the signed-in user. The emulator takes the place of every host of cometchat.io.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createEmulator } from 'cometchat-users/emulator';

/** @typedef {'ours' | 'vendor'} Side */
/**
 * Milliseconds. `script`: from the arrival of the script until it has run. `init`: from then until the user is known. `total`: from the
 * start of the navigation until the user is known.
 * @typedef {{ script: number, init: number, total: number }} Visit
 */

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const APP_ID = 'bench';
const UID = 'cometchat-uid-1';

/** Names the missing tools; `undefined` if nothing is missing. */
export function whyNot() {
  const missing = ['test/browser', 'test/interop'].find((folder) => !existsSync(here(`../../${folder}/node_modules`)));
  if (missing !== undefined) return `its packages are not installed: npm ci --prefix ${missing}`;
  return existsSync(CHROMIUM) ? undefined : `there is no Chromium at ${CHROMIUM}; set CHROMIUM to its path`;
}

/** Starts the emulator, the site and Chromium. All pages share one browser profile. */
export async function openVisits() {
  const { chromium } = createRequire(here('../../test/browser/package.json'))('playwright-core');
  const emulator = createEmulator({ appId: APP_ID, rateLimits: false });
  const { url } = await emulator.listen({ port: 0, tls: true });
  const site = await serveSite();
  const rules = `--host-resolver-rules=MAP *.cometchat.io ${new URL(url).host}`;
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', rules];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  const context = await browser.newContext({ ignoreHTTPSErrors: true });

  return {
    /** @param {Side} side */
    async signIn(side) {
      const page = await context.newPage();
      await page.goto(`${site.origin}/${side}`);
      await page.evaluate('visit');
      await page.evaluate(`CometChat.login(${JSON.stringify(UID)}, ${JSON.stringify(emulator.authKey)}).then(() => 0)`);
      await page.close();
    },
    /** @param {Side} side @returns {Promise<Visit>} */
    async open(side) {
      const page = await context.newPage();
      await page.goto(`${site.origin}/${side}`);
      const { uid, ...visit } = await page.evaluate('visit');
      if (uid !== UID) throw new Error(`The page with ${side} restored ${uid} instead of ${UID}.`);
      await page.close();
      return visit;
    },
    async close() {
      await browser.close();
      site.close();
      await emulator.close();
    },
  };
}

/** A site with one page for each package. A browser may cache the scripts, as it does on most sites. */
async function serveSite() {
  const scripts = new Map([
    ['/ours.js', readFileSync(here('../../dist/script.js'), 'utf8')],
    ['/vendor.js', await bundleVendor()],
  ]);
  const server = createServer(({ url = '/' }, response) => {
    const script = scripts.get(url);
    if (script !== undefined)
      response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=3600' }).end(script);
    else if (scripts.has(`${url}.js`)) response.writeHead(200, { 'content-type': 'text/html' }).end(pageOf(url));
    else response.writeHead(204).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://localhost:${port}`, close };
}

/** The vendor's SDK as the interop tests bundle it, minified as an app would. */
async function bundleVendor() {
  const { build } = createRequire(here('../../test/interop/package.json'))('esbuild');
  const { outputFiles } = await build({
    stdin: {
      contents: "import { CometChat } from '@cometchat/chat-sdk-javascript'; globalThis.CometChat = CometChat;",
      resolveDir: here('../../test/interop'),
    },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome120',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

/** Both pages run the same code after their script. @param {string} path */
function pageOf(path) {
  return `<!doctype html><meta charset="utf-8"><title>${path}</title><script src="${path}.js"></script><script>
const evaluated = performance.now();
const settings = new CometChat.AppSettingsBuilder().setRegion('us').build();
const visit = CometChat.init('${APP_ID}', settings).then(() => CometChat.getLoggedinUser()).then((user) => {
  const known = performance.now();
  const { responseEnd } = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('${path}.js'));
  return { uid: user && user.getUid(), script: evaluated - responseEnd, init: known - evaluated, total: known };
});
</script>`;
}
