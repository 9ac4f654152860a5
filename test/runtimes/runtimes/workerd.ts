import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Miniflare } from 'miniflare';
import { SCRIPTS } from '../build.js';
import { quiet } from './child.js';
import { type Runtime, refused } from './runtime.js';

/** A module worker in the engine of Cloudflare Workers. */
export const workerd: Runtime = {
  name: 'workerd',
  version: () => createRequire(import.meta.url)('workerd/package.json').version,
  async start(site) {
    const script = readFileSync(SCRIPTS.worker, 'utf8');
    const miniflare = new Miniflare({ modules: true, script, compatibilityDate: '2026-04-01' });
    const answer = miniflare.dispatchFetch(`http://worker.test/?site=${encodeURIComponent(site)}`);
    return { failed: quiet(refused(answer)), stop: () => miniflare.dispose() };
  },
};
