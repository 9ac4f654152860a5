import * as z from 'zod/mini';
import { ApiError, badRequest } from '../api-error.js';
import { newRoutes, type Routes } from '../exchange.js';
import type { JsonObject } from '../json-object.js';
import type { App } from '../state/apps.js';
import * as check from '../validate/checks.js';
import { readFields } from '../validate/fields.js';
import { readImportedUser } from '../validate/imported-user.js';
import type { UserRules } from '../validate/user.js';
import { appIn, bodyOf, type PageParts, respondJson } from './page-call.js';

const STATUS = z.object({ statusMessage: z.exactOptional(check.string) });

/** Imports users from an export into an app. Each one succeeds or fails independently. */
export function pageImportRoutes(parts: PageParts): Routes {
  const routes = newRoutes();

  routes.post('/apps/:app/import', (call) => {
    const app = appIn(call, parts);
    const { users } = bodyOf(call);
    if (!Array.isArray(users)) throw badRequest({ users: ['The users must be an array.'] });
    const rules = app.rules;
    const failed = users.flatMap((user, index) => {
      const reason = problemOf(() => put(app, user, rules));
      return reason === undefined ? [] : [{ index, reason }];
    });
    return respondJson({ count: users.length - failed.length, failed });
  });

  return routes;
}

/** Creates a user, or replaces all fields of an existing one. */
function put(app: App, input: unknown, rules: UserRules): void {
  const { uid } = (input ?? {}) as JsonObject;
  const { user, times } = readImportedUser(typeof uid === 'string' ? uid : '', input, rules);
  const { statusMessage } = readFields(input as JsonObject, STATUS);
  const profile = { role: 'default', tags: [], ...user, ...(statusMessage !== undefined && { statusMessage }) };
  const existing = app.users.find(user.uid);
  if (existing === undefined) {
    app.users.create(profile, times);
    return;
  }
  const { uid: _, ...set } = profile;
  const unset = (['avatar', 'link', 'metadata'] as const).filter((field) => !(field in set));
  const cleared = existing.statusMessage === undefined ? {} : { statusMessage: '' };
  app.users.update(existing, { set: { ...cleared, ...set }, unset });
  if (times.deactivatedAt === undefined) app.users.reactivate(existing);
  app.users.setTimes(existing, times);
}

/** Why it failed, on one line. `undefined` on success. */
function problemOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.inOneLine();
    throw error;
  }
}
