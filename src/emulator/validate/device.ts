import * as z from 'zod/mini';
import type { JsonObject } from '../json-object.js';
import type { Device } from '../state/token-store.js';
import * as check from './checks.js';
import { readFields } from './fields.js';

const FIELDS = {
  platform: z.exactOptional(check.string),
  userAgent: z.exactOptional(check.string),
  appInfo: z.exactOptional(check.object),
};
const DEVICE = z.object(FIELDS);

/** The other fields of a login. `force` asks for a new token; every token is new. */
const LOGIN = z.object({ ...FIELDS, deviceId: z.exactOptional(check.string), force: z.exactOptional(check.boolean) });

/** Whether the body of `PUT /me` is a login, not an update of the own profile. */
export function isLogin(body: JsonObject): boolean {
  return ['platform', 'deviceId', 'appInfo'].some((name) => Object.hasOwn(body, name));
}

/** Reads how a client describes itself at login. */
export function readLogin(body: JsonObject): Device {
  return toDevice(readFields(body, LOGIN));
}

/** Reads the changes of `PUT …/auth_tokens/{authToken}`. */
export function readDevice(body: JsonObject): Device {
  return toDevice(readFields(body, DEVICE));
}

function toDevice({ platform, userAgent, appInfo }: z.infer<typeof DEVICE>): Device {
  // The vendor's SDK sends its user agent only within appInfo.
  const agent = userAgent ?? appInfo?.userAgent;
  return {
    ...(platform !== undefined && { platform }),
    ...(typeof agent === 'string' && { userAgent: agent }),
    ...(appInfo !== undefined && { appInfo: JSON.stringify(appInfo) }),
  };
}
