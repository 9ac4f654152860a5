import { readHost } from './hosts.js';
import { readOrigin } from './origins.js';
import type { Reason } from './rules.js';
import type { Sender } from './sender.js';

/** The most refusals to report: a hostile page must not flood the terminal. */
const NOTICES_MAX = 20;

/** The longest part of a header in a message, in characters. */
const SHOWN_MAX = 100;

/** Returns a one-line message: why a request was refused, and which option would admit it. */
export function refusalMessage(reason: Reason, { host = '', origin = '' }: Sender): string {
  switch (reason) {
    case 'noHost':
      return 'Refused a request that does not name one host: its Host header is missing, is repeated or differs from the request line.';
    case 'foreignHost':
      return `Refused a request to the host ${safeText(host)}, which is not the emulator's. ${hostHint(host)}`;
    case 'crossSite':
      return 'Refused a request from a page of another site that sent no origin. Use fetch, and allow the origin of that page.';
    case 'foreignOrigin':
      return `Refused a request from a page of the origin ${safeText(origin)}. ${originHint(origin)}`;
  }
}

/** Reports each refusal once, up to the limit. */
export class RefusalNotices {
  readonly #notice: (message: string) => void;
  readonly #reported = new Set<string>();

  constructor(notice: (message: string) => void) {
    this.#notice = notice;
  }

  report(message: string): void {
    if (this.#reported.has(message) || this.#reported.size > NOTICES_MAX) return;
    this.#reported.add(message);
    const isLast = this.#reported.size > NOTICES_MAX;
    try {
      this.#notice(isLast ? 'Refused requests from more origins and hosts; further refusals are not shown.' : message);
    } catch {
      // An error of the caller's function does not matter: the request is refused anyway.
    }
  }
}

function hostHint(host: string): string {
  const read = readHost(host);
  if (read === undefined) return 'It is not a valid host name.';
  return `To admit it: --allow-host ${read.hostname}, or hosts: ['${read.hostname}'] of createEmulator.`;
}

function originHint(origin: string): string {
  const read = readOrigin(origin);
  if (read !== undefined)
    return `To admit it: --allow-origin ${read.text}, or allowOrigins: ['${read.text}'] of createEmulator.`;
  return origin === 'null'
    ? 'Files and sandboxed frames send it. Serve the page from http://localhost, or another origin that --allow-origin can name.'
    : 'It is not an origin that --allow-origin can name.';
}

/** Removes control characters and shortens the text: it comes from the network and goes to a terminal. */
function safeText(text: string): string {
  if (text === '') return '(empty)';
  const safe = text.replace(/[^\x21-\x7e]/g, '?');
  return safe.length > SHOWN_MAX ? `${safe.slice(0, SHOWN_MAX)}…` : safe;
}
