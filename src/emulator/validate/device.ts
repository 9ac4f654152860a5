import type { Device } from '../state/token-store.js';
import type { JsonObject } from '../types.js';
import * as check from './checks.js';
import { readFields } from './fields.js';

const FIELDS = { platform: check.string, userAgent: check.string, appInfo: check.object };

/** The other fields of a login. `force` asks for a new token; every token is new. */
const LOGIN_FIELDS = { ...FIELDS, deviceId: check.string, force: check.boolean };

/** Whether the body of `PUT /me` is a login, not an update of the own profile. */
export function isLogin(body: JsonObject): boolean {
  return ['platform', 'deviceId', 'appInfo'].some((name) => Object.hasOwn(body, name));
}

/** Reads how a client describes itself at login. */
export function readLogin(body: JsonObject): Device {
  return toDevice(readFields(body, LOGIN_FIELDS));
}

/** Reads the changes of `PUT …/auth_tokens/{authToken}`. */
export function readDevice(body: JsonObject): Device {
  return toDevice(readFields(body, FIELDS));
}

function toDevice(fields: { platform?: unknown; userAgent?: unknown; appInfo?: unknown }): Device {
  const appInfo = fields.appInfo as JsonObject | undefined;
  // The vendor's SDK sends its user agent only within appInfo.
  const userAgent = fields.userAgent ?? appInfo?.userAgent;
  return {
    ...(typeof fields.platform === 'string' && { platform: fields.platform }),
    ...(typeof userAgent === 'string' && { userAgent }),
    ...(appInfo !== undefined && { appInfo: JSON.stringify(appInfo) }),
  };
}
