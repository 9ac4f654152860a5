/** The tokens of both sides, as one look found them. A token that is `undefined` means that no user is signed in. */
export interface View {
  /** The token of our session. */
  readonly ours: string | undefined;
  /** The token that the vendor's requests carry. */
  readonly vendors: string | undefined;
  /** The token in the vendor's stored session, which all tabs share. */
  readonly stored: string | undefined;
  /** The tokens of both sides at the end of the last step. */
  readonly before: { readonly ours: string | undefined; readonly vendors: string | undefined };
  /** Whether our session ended, and not by a logout in this tab: the service refused its token or its user, or another tab ended it. */
  readonly isEndedWithoutLogout: boolean;
  /** Whether our session had this token before. Then the vendor's side has it from us, and did not log in by itself. */
  wasOurs(token: string): boolean;
  /** Whether the vendor's stored user has our profile. */
  readonly isProfileStored: boolean;
  /** Whether the vendor's SDK has just read the profile from the service, so that its profile is newer than ours. */
  readonly isProfileRead: boolean;
  /** Whether this tab's vendor side, and the kit, show our profile. */
  readonly isProfileShown: boolean;
  /** Whether the socket was opened with this token, or is not wanted. */
  readonly isSocketOpen: boolean;
}

/**
 * One step towards agreement:
 *
 * * `takeOver`: our session takes the vendor's user and token over.
 * * `check`: the vendor's side has lost its session, and nobody has clicked on logout. Ask the service whether our token is good.
 * * `logIn`, `logOut`: the vendor's side follows our session.
 * * `readProfile`: the vendor's SDK reads the profile anew, with one request.
 * * `takeProfile`: our session takes the vendor's profile over.
 * * `showProfile`: the vendor's SDK tells its listeners, such as the kit, without a request.
 * * `reconnect`: the socket closes and opens as the new user.
 */
export type Step =
  | 'takeOver'
  | 'check'
  | 'logIn'
  | 'logOut'
  | 'readProfile'
  | 'takeProfile'
  | 'showProfile'
  | 'reconnect';

/**
 * Decides the next step. `undefined`: both sides agree. If both sides have changed, our session wins, unless it ended without a logout: then
 * nobody wants the vendor's new session to end.
 */
export function decide(view: View): Step | undefined {
  const { ours, vendors, stored, before } = view;
  const isNew = (token: string | undefined) => token !== undefined && !view.wasOurs(token);
  const onlyVendorChanged = ours === before.ours && vendors !== before.vendors;
  if (ours !== vendors) {
    if (onlyVendorChanged && vendors === undefined) return 'check';
    if (onlyVendorChanged && isNew(vendors)) return 'takeOver';
    if (ours !== undefined) return 'logIn';
    // A logout of the vendor's SDK would remove the stored session of another tab, too.
    return view.isEndedWithoutLogout && isNew(stored) ? 'takeOver' : 'logOut';
  }
  if (ours === undefined) return undefined;
  // Another tab's vendor side has logged out, or has logged in as a user that it had from us before: it follows soon, or is too late.
  if (stored !== ours) return isNew(stored) ? 'takeOver' : 'logIn';
  if (!view.isProfileStored) return view.isProfileRead ? 'takeProfile' : 'readProfile';
  if (!view.isProfileShown) return 'showProfile';
  return view.isSocketOpen ? undefined : 'reconnect';
}
