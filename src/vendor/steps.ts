import { hasSameProfile, readVendorUser, withProfileOf } from '../session/vendor-session.js';
import type { Step } from './decide.js';
import { isShownByKit, type Link, type Seen } from './link.js';
import type { VendorChat } from './types.js';
import type { VendorSide } from './vendor-side.js';
import type { Wrapped } from './wrap.js';

/** The vendor's functions as they were before they were wrapped. */
export interface Originals {
  readonly login: Wrapped['original'];
  readonly updateCurrentUserDetails: Wrapped['original'];
}

/** Does one step, and remembers what both sides have after it. */
export async function takeStep(
  step: Step,
  link: Link,
  seen: Seen,
  side: VendorSide,
  chat: VendorChat,
  originals: Originals,
): Promise<void> {
  const { access } = link;
  const { ours, vendors } = seen.view;
  const { user, stored } = seen;
  switch (step) {
    case 'takeOver':
      await takeOver(link, seen);
      break;
    case 'check':
      // A page that starts now must not take this for a logout.
      await access.agree(undefined);
      await access.check();
      break;
    case 'logIn':
      await originals.login(ours);
      // The vendor's SDK opens a socket only for a login that sends a request. It sends none if it has stored this token already.
      link.socketToken = stored?.authToken === ours ? (vendors === ours ? link.socketToken : undefined) : ours;
      link.shown = (await access.stored.read())?.user ?? user;
      break;
    case 'logOut':
      await side.logOut(access.appId);
      link.socketToken = undefined;
      break;
    case 'readProfile':
      link.profileReadFor = user;
      await originals.updateCurrentUserDetails(new chat.User(user?.uid ?? ''));
      if (!link.isStorageSeen) link.shown = undefined;
      break;
    case 'takeProfile':
      if (user && stored) await access.update(withProfileOf(user, stored.user));
      break;
    case 'showProfile':
      link.toldKitFor = user;
      link.shown = user;
      await originals.login(ours);
      // A kit that is not initialised rejects. Then it has no components on the page either.
      if (user && !isShownByKit(user, side)) await side.logKitIn(ours ?? '').catch(() => undefined);
      break;
    case 'reconnect':
      side.reconnect();
      link.socketToken = vendors;
      break;
  }
  link.before = { ours: access.current()?.authToken, vendors: side.token(access.appId) };
}

/** Our session takes over the vendor's new token, with the user that the vendor's SDK stored for it. */
async function takeOver({ access, client }: Link, { view, stored }: Seen): Promise<void> {
  const token = [view.vendors, view.stored].find((each) => each !== undefined && !view.wasOurs(each));
  if (token === undefined) return;
  if (stored?.authToken === token) await access.takeOver(stored.user, token);
  // Another tab's vendor side has changed the stored session meanwhile: ask the service for the user.
  else await client.login(token);
}

/**
 * The vendor's side has logged in by itself. Our session takes the user over, unless it has changed since the login began. `result` is the
 * user that the login resolved with; `undefined` if the token may be that of another login.
 */
export async function takeOverLogin(
  link: Link,
  side: VendorSide,
  result: unknown,
  before: string | undefined,
): Promise<void> {
  const { access } = link;
  const token = side.token(access.appId);
  const stored = await access.stored.read();
  const ours = access.current()?.authToken;
  if (token === undefined || token === ours || ours !== before) return;
  // The stored user is the user of this token.
  const user = stored ? (stored.authToken === token ? stored.user : undefined) : readVendorUser(result, token);
  if (!user) return;
  await access.takeOver(user, token);
  link.socketToken = token;
  link.shown = user;
  link.before = { ours: token, vendors: token };
}

/** The vendor's side has changed the profile by itself. */
export async function takeOverProfile({ access }: Link, result: unknown): Promise<void> {
  const current = access.current();
  const user = readVendorUser(result, 'none');
  if (current && user?.uid === current.user.uid && !hasSameProfile(current.user, user))
    await access.update(withProfileOf(current.user, user));
}
