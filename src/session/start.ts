import type { Slot } from '../storage/slot.js';
import { markOf, sideToFollow } from './agreement.js';
import { agreedIn, decode, endedIn, type StoredSession } from './envelope.js';

/** The session that a client starts with, and what storage says about it. */
export interface Start {
  /** Our stored session, or the vendor's if it is adopted. */
  readonly session: StoredSession | undefined;
  /** Whether the session is the vendor's. */
  readonly isAdopted: boolean;
  /** Our stored session, if the vendor's side has ended or replaced it since both agreed. */
  readonly replaced: StoredSession | undefined;
  /** The mark that both sides last agreed on. */
  readonly agreed: string | undefined;
  /** The id in a tombstone. */
  readonly endedId: string | undefined;
  /** Whether we have stored a value before. A tombstone of version 0.3 has neither an id nor a mark. */
  readonly wasStored: boolean;
}

/**
 * Reads the session that a client starts with. The vendor's session is adopted if we never stored anything, or if only the vendor's
 * side has changed since both agreed.
 */
export async function readStart(
  slot: Slot,
  readVendorSession?: () => Promise<StoredSession | undefined>,
): Promise<Start> {
  const stored = await slot.read();
  const start = ownStart(stored);
  if (!readVendorSession || (stored !== undefined && start.agreed === undefined)) return start;

  const vendorSession = await readVendorSession();
  // Another tab may have stored a session during that read.
  const again = await slot.read();
  const isUnchanged = again === undefined ? stored === undefined : markIn(again) === markIn(stored);
  if (!isUnchanged) return ownStart(again);

  const { session, agreed = '' } = start;
  const marks = { ours: markIn(stored), vendors: markOf(vendorSession?.authToken), agreed };
  if (sideToFollow(marks) === 'ours') return start;
  return {
    ...start,
    session: vendorSession,
    isAdopted: vendorSession !== undefined,
    replaced: session,
    agreed: start.agreed === undefined ? undefined : marks.vendors,
  };
}

function ownStart(stored: unknown): Start {
  return {
    session: decode(stored),
    isAdopted: false,
    replaced: undefined,
    agreed: agreedIn(stored),
    endedId: endedIn(stored),
    // `null`: storage cannot be read.
    wasStored: stored !== undefined && stored !== null,
  };
}

function markIn(stored: unknown): string {
  return markOf(decode(stored)?.authToken);
}
