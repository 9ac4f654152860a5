import type { Device } from '../state/token-store.js';
import type { JsonObject } from '../types.js';
import * as check from './checks.js';
import { readFields } from './fields.js';

const FIELDS = { platform: check.string, userAgent: check.string, appInfo: check.object };

/** What a login says beside the device; `force` asks for a new token, and every token is new. */
const LOGIN_FIELDS = { ...FIELDS, deviceId: check.string, force: check.boolean };

/** Whether the body of `PUT /me` is a login, and not an update of the own profile. */
export function isLogin(body: JsonObject): boolean {
  return ['platform', 'deviceId', 'appInfo'].some((name) => Object.hasOwn(body, name));
}

/** Reads what a client says of itself when it logs in. */
export function readLogin(body: JsonObject): Device {
  return toDevice(readFields(body, LOGIN_FIELDS));
}

/** Reads what `PUT …/auth_tokens/{authToken}` changes. */
export function readDevice(body: JsonObject): Device {
  return toDevice(readFields(body, FIELDS));
}

function toDevice(fields: { platform?: unknown; userAgent?: unknown; appInfo?: unknown }): Device {
  const appInfo = fields.appInfo as JsonObject | undefined;
  // The vendor's SDK says its user agent within appInfo only.
  const userAgent = fields.userAgent ?? appInfo?.userAgent;
  return {
    ...(typeof fields.platform === 'string' && { platform: fields.platform }),
    ...(typeof userAgent === 'string' && { userAgent }),
    ...(appInfo !== undefined && { appInfo: JSON.stringify(appInfo) }),
  };
}
