import type { Output } from '../output.js';
import { printable } from '../text.js';

/** The result of one check. */
export interface Finding {
  /** The subject of the check. */
  readonly check: 'service' | 'app' | 'region' | 'key' | 'clock' | 'quota' | 'source';
  /** `skipped` if an earlier failure made the check impossible. */
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly message: string;
  /** The next step after a failure. */
  readonly hint?: string | undefined;
}

export const ok = (check: Finding['check'], message: string): Finding => ({ check, status: 'ok', message });

export const skipped = (check: Finding['check'], message: string): Finding => ({ check, status: 'skipped', message });

export const failed = (check: Finding['check'], message: string, hint?: string): Finding => ({
  check,
  status: 'failed',
  message,
  ...(hint !== undefined && { hint }),
});

/** The columns before a message. */
const INDENT = 18;

/** The finding as one line, with a second one for its hint. */
export function findingText({ check, status, message, hint }: Finding, { style, fold }: Output): string {
  const { good, bad, dim, bold } = style;
  const mark = { ok: good, failed: bad, skipped: dim }[status];
  const line = `${mark(status.padEnd(7))}  ${bold(check.padEnd(7))}  ${fold(printable(message), INDENT)}\n`;
  return hint ? `${line}${' '.repeat(INDENT)}${fold(`Hint: ${printable(hint)}`, INDENT)}\n` : line;
}
