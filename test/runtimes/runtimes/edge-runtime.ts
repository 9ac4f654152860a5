import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EdgeRuntime } from 'edge-runtime';
import { SCRIPTS } from '../build.js';
import { quiet } from './child.js';
import { type Runtime, refused } from './runtime.js';

/** The sandbox of Vercel's edge functions and of Next's middleware. */
export const edgeRuntime: Runtime = {
  name: 'edge-runtime',
  version: () => createRequire(import.meta.url)('edge-runtime/package.json').version,
  async start(site) {
    const runtime = new EdgeRuntime({ initialCode: readFileSync(SCRIPTS.edge, 'utf8') });
    const answer = runtime.dispatchFetch(`http://edge.test/?site=${encodeURIComponent(site)}`);
    return { failed: quiet(refused(answer)), stop: () => undefined };
  },
};
