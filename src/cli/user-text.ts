import type { User } from '../server.js';
import { pairs, printable, timeText } from './text.js';

/** The profile of a user as aligned lines. Fields without a value are left out. */
export function userText(user: User): string {
  const { uid, name, role, tags, avatar, link, statusMessage, status, metadata } = user;
  const rows: [string, string | undefined][] = [
    ['uid', uid],
    ['name', name],
    ['role', role],
    ['tags', tags?.join(', ')],
    ['avatar', avatar],
    ['link', link],
    ['status', status],
    ['status message', statusMessage],
    ['metadata', metadata && JSON.stringify(metadata)],
    ['created', time(user.createdAt)],
    ['updated', time(user.updatedAt)],
    ['last active', time(user.lastActiveAt)],
    ['deactivated', time(user.deactivatedAt)],
  ];
  return pairs(rows.flatMap(([label, value]) => (value ? [[label, printable(value)] as const] : [])));
}

function time(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : timeText(seconds);
}
