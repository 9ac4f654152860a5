import type { Checked, Endpoint } from '../../transport/endpoint.js';
import { asObject } from '../../transport/json.js';

/** An endpoint that belongs to one public method of the admin. */
export interface AdminEndpoint<T> extends Endpoint<T> {
  /** The name of the method in errors and hooks. */
  readonly name: string;
}

/** The fields that all endpoints of the admin share. */
export const ADMIN = { host: 'admin', auth: 'apikey' } as const;

/** Reads `{ success, message }`, which has no further information. */
export function done(data: unknown): Checked<undefined> {
  return asObject(data)?.success === false ? { badField: 'success' } : { value: undefined };
}

/** Reads a list of texts from the field `name`. */
export function textsUnder(name: string): Endpoint<string[]>['result'] {
  return (data) => {
    const found = asObject(data)?.[name];
    return Array.isArray(found) && found.every((item) => typeof item === 'string')
      ? { value: found }
      : { badField: name };
  };
}
