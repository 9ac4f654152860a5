import type { NodeEmulatorOptions } from '../../option-types.js';
import { readHostname } from './hosts.js';
import { readOrigin } from './origins.js';

/** The options that admit more requests, in the spelling in which requests are compared with them. */
export interface GuardOptions {
  readonly allowOrigins: ReadonlySet<string>;
  readonly hosts: readonly string[];
}

/** Checks the options. Throws a `TypeError` that names the wrong entry. */
export function resolveGuardOptions({ allowOrigins = [], hosts = [] }: NodeEmulatorOptions): GuardOptions {
  return {
    allowOrigins: new Set(readEach('allowOrigins', allowOrigins, originOf)),
    hosts: readEach('hosts', hosts, hostnameOf),
  };
}

function readEach(name: string, given: unknown, read: (text: string) => string | { problem: string }): string[] {
  if (!Array.isArray(given)) throw new TypeError(`createEmulator: ${name} must be an array of strings`);
  return given.map((entry: unknown, index) => {
    const result = typeof entry === 'string' ? read(entry) : { problem: 'must be a string' };
    if (typeof result === 'string') return result;
    throw new TypeError(`createEmulator: ${name}[${index}] ${result.problem}, not ${JSON.stringify(entry)}`);
  });
}

function originOf(text: string): string | { problem: string } {
  const problem = 'must be an origin, scheme://host or scheme://host:port, such as https://staging.example';
  if (text === '*') return { problem: `${problem}; a star would admit every web page: name each origin` };
  if (text === 'null')
    return { problem: `${problem}; sandboxed frames of every web page send null: serve the page over http instead` };
  return readOrigin(inAscii(text))?.text ?? { problem };
}

function hostnameOf(text: string): string | { problem: string } {
  const problem = 'must be a host name or an IP address, without scheme and port, such as emulator.test';
  return readHostname(inAscii(text)) ?? { problem };
}

/** Converts a name to ASCII, as a browser does: it sends `bücher.example` as `xn--bcher-kva.example`. */
function inAscii(text: string): string {
  const [, scheme = '', host = '', port = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#@\\:]*)(:\d+)?$/i.exec(text) ?? [];
  const isAscii = /^[\x20-\x7e]*$/.test(text);
  if (isAscii || host === '') return text;
  try {
    return `${scheme}${new URL(`http://${host}`).hostname}${port}`;
  } catch {
    return text;
  }
}
