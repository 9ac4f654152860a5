import { permissionDenied } from '../api-error.js';
import type { StoredRole } from '../state/role-store.js';
import type { StoredUser } from '../state/stored-user.js';
import type { Member } from './auth.js';

/** Throws when a feature is restricted for the role of a member. */
export function requireFeature({ app, user }: Member, feature: string): void {
  const restricted = app.roles.find(user.role)?.restricted;
  if (restricted !== undefined && Object.hasOwn(restricted, `u.${feature}`)) throw permissionDenied(feature);
}

/** Throws when the role of a member may not read this user. Every user may read itself. */
export function requireReadable(member: Member, user: StoredUser): void {
  requireFeature(member, 'getUser');
  if (user.uid === member.user.uid) return;
  const { app } = member;
  const role = member.user.role;
  const friendsOnly = app.roles.permission(role, 'getUserDetails.mode') === 'friends';
  if (friendsOnly && !app.friends.has(user.uid, member.user.uid)) throw permissionDenied('getUserDetails.mode');
  if (!isAllowed(app.roles.permission(role, 'getUserDetails.allowedRoles'), user))
    throw permissionDenied('getUserDetails.allowedRoles');
}

/** Returns a filter for the users that the role of a member may list. Throws when it may list nobody. */
export function listable(member: Member): (user: StoredUser) => boolean {
  requireFeature(member, 'listUsers');
  const { app, user: self } = member;
  const role = app.roles.find(self.role);
  if (app.roles.permission(self.role, 'listUsers') === 'deny') throw permissionDenied('listUsers');
  const friendsOnly = app.roles.permission(self.role, 'listUsers.mode') === 'friends' || listsFriendsOnly(role);
  const allowedRoles = app.roles.permission(self.role, 'listUsers.allowedRoles');
  return (user) => (!friendsOnly || app.friends.has(user.uid, self.uid)) && isAllowed(allowedRoles, user);
}

/** The older form of `listUsers.mode`. */
function listsFriendsOnly(role: StoredRole | undefined): boolean {
  return role?.settings?.listUsers === 'friendsOnly';
}

/** An empty list allows every role. */
function isAllowed(roles: unknown, user: StoredUser): boolean {
  return !Array.isArray(roles) || roles.length === 0 || roles.includes(user.role);
}
