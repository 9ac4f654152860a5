import type { Options } from '../arguments.js';
import { UsageError } from '../failure.js';

/** The options of `emulator` and `emulator exec`. */
export const EMULATOR_OPTIONS = {
  port: { short: 'p', value: 'PORT', text: 'the port; 0 selects a free one (default: 7700)', read: readPort },
  host: { value: 'HOST', text: 'the address to listen on (default: 127.0.0.1, this machine only)' },
  data: { short: 'd', value: 'DIR', text: 'store all data in a folder (default: in memory)' },
  tls: { text: 'serve HTTPS, with a self-signed certificate' },
  allowOrigin: {
    value: 'ORIGIN',
    multiple: true,
    text: 'accept web pages of this origin, such as https://staging.example; repeatable (default: only pages of this machine)',
  },
  allowHost: {
    value: 'HOST',
    multiple: true,
    text: 'also accept requests to this host name, such as cometchat.test; repeatable',
  },
  appId: { value: 'ID', text: 'the app of requests without an App ID (default: emulator-app)' },
  noRateLimits: { text: 'turn rate limits off' },
} as const satisfies Options;

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(`--port must be a number from 0 to 65535, not "${text}".`);
  return Number(text);
}
