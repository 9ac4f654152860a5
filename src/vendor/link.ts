import type { VendorAccess } from '../client/vendor-access.js';
import type { CometChatClient } from '../index.js';
import { markOf, sideToFollow } from '../session/agreement.js';
import type { StoredSession } from '../session/envelope.js';
import { hasSameProfile, readVendorUser } from '../session/vendor-session.js';
import type { User } from '../user/user.js';
import type { View } from './decide.js';
import type { VendorSide } from './vendor-side.js';

/** One client and the vendor's side: what was seen and done so far. A facade that gets another client gets another link. */
export interface Link {
  readonly client: CometChatClient;
  readonly access: VendorAccess;
  /** Resolves when both stored sessions were compared. The vendor's SDK must not restore its session before. */
  readonly started: Promise<void>;
  /** Whether `started` has resolved. */
  isStarted: boolean;
  /** The tokens of both sides at the end of the last step. */
  before: View['before'];
  /** Every token that our session had since the start. */
  readonly ourTokens: Set<string>;
  /** Whether the latest change of our session came from another tab. */
  isFollower: boolean;
  /** Whether the vendor's stored session was seen. If not, the client's storage is not the vendor's. */
  isStorageSeen: boolean;
  /** Whether the vendor's SDK was seen initialised. */
  isSeen: boolean;
  /** The profile that the vendor's SDK told its listeners last. */
  shown: User | undefined;
  /** The user of our session for whom the kit was told the profile. It may keep another one all the same. */
  toldKitFor: User | undefined;
  /** The user of our session for whom the vendor's SDK has read the profile anew. */
  profileReadFor: User | undefined;
  /** The token with which the socket was opened. */
  socketToken: string | undefined;
  /** The session that both sides had when they agreed last. */
  agreedOn: { readonly uid: string; readonly token: string } | undefined;
}

/** Creates the link of a client, and compares both stored sessions, unless the app has detached by then. */
export function createLink(
  client: CometChatClient,
  access: VendorAccess,
  side: VendorSide,
  isActive: () => boolean,
): Link {
  const link: Link = {
    client,
    access,
    started: Promise.resolve().then(() => start(link, side, isActive)),
    isStarted: false,
    before: { ours: undefined, vendors: undefined },
    ourTokens: new Set(),
    isFollower: false,
    isStorageSeen: false,
    isSeen: false,
    shown: undefined,
    toldKitFor: undefined,
    profileReadFor: undefined,
    socketToken: undefined,
    agreedOn: undefined,
  };
  return link;
}

/**
 * Follows the side that alone has changed since both last agreed. If ours wins, a vendor's session of another user is removed before
 * the vendor's SDK restores it.
 */
async function start(link: Link, side: VendorSide, isActive: () => boolean): Promise<void> {
  const { access } = link;
  await access.ready;
  const stored = await access.stored.read();
  if (!isActive()) return;
  const [ours, vendors] = [access.current()?.authToken, stored?.authToken];
  const marks = { ours: markOf(ours), vendors: markOf(vendors), agreed: access.agreed() };
  if (ours !== vendors && sideToFollow(marks) === 'vendor') {
    if (!stored) await access.end();
    else {
      await access.takeOver(stored.user, stored.authToken);
      // The token may have been revoked since. The app need not wait for the answer.
      void access.check();
    }
  } else if (ours !== vendors && stored && side.state(access.appId) === 'notInitialized') {
    await access.stored.remove();
  }
  link.before = { ours: access.current()?.authToken, vendors: undefined };
  link.isStarted = true;
}

/** Both sides as they are now. */
export interface Seen {
  readonly view: View;
  readonly user: User | undefined;
  readonly stored: StoredSession | undefined;
}

/** Looks at both sides. Call it only when the vendor's SDK is initialised with the app of the client. */
export async function look(link: Link, side: VendorSide): Promise<Seen> {
  const { access } = link;
  const stored = await access.stored.read();
  const current = access.current();
  const vendors = side.token(access.appId);
  const ours = current?.authToken;
  if (ours !== undefined) link.ourTokens.add(ours);
  const user = current?.user;
  if (stored) link.isStorageSeen = true;
  if (!link.isSeen) seeFirst(link, ours, vendors, stored?.user ?? user);
  // Without the vendor's storage, its SDK has the profile of its latest login or read.
  const lastRead = link.profileReadFor === user ? user : link.shown;
  const vendorsUser = link.isStorageSeen ? stored?.user : lastRead;
  return {
    user,
    stored,
    view: {
      ours,
      vendors,
      stored: link.isStorageSeen ? stored?.authToken : vendors,
      before: link.before,
      isEndedWithoutLogout: isEndedWithoutLogout(link),
      wasOurs: (token) => link.ourTokens.has(token),
      isProfileStored: user !== undefined && vendorsUser !== undefined && hasSameProfile(user, vendorsUser),
      isProfileRead: link.profileReadFor === user,
      isProfileShown: user === undefined || isShown(link, user, side),
      isSocketOpen: link.socketToken === vendors,
    },
  };
}

function isEndedWithoutLogout({ client }: Link): boolean {
  const state = client.session.getSnapshot();
  return state.status === 'signedOut' && ['tokenRevoked', 'userGone', 'otherTab'].includes(state.reason);
}

/** The vendor's SDK has just restored its stored session, and has opened the socket for it. */
function seeFirst(link: Link, ours: string | undefined, vendors: string | undefined, shown: User | undefined): void {
  link.isSeen = true;
  link.socketToken = vendors;
  link.shown = shown;
  // If no user was ever signed in on our side, the vendor's session counts as a new one, and is taken over.
  const isFirst = ours === undefined && link.access.agreed() === '';
  if (!isFirst) link.before = { ...link.before, vendors };
}

function isShown(link: Link, user: User, side: VendorSide): boolean {
  if (!link.shown || !hasSameProfile(user, link.shown)) return false;
  return link.toldKitFor === user || isShownByKit(user, side);
}

/** Whether the kit has this user, with this profile. Without a kit, it has. */
export function isShownByKit(user: User, side: VendorSide): boolean {
  const kitUser = side.kitUser();
  if (kitUser === undefined) return true;
  const shown = readVendorUser(kitUser, 'none');
  return shown?.uid === user.uid && hasSameProfile(user, shown);
}
