import { done, ok } from '../answer.js';
import { newRoutes, type Routes } from '../exchange.js';
import { findFeature } from '../features.js';
import { objectIn } from '../middleware/body.js';
import { paginate } from '../paginate.js';
import type { Service } from '../service.js';
import * as check from '../validate/checks.js';
import { readFields } from '../validate/fields.js';
import { readPage } from '../validate/query.js';
import { requireKey } from './auth.js';
import { readRole, requireRole } from './roles.js';

const COLLECTION = '/roles/:role/restrictedfeatures';

const feature: check.Check = (value) =>
  check.string(value) ?? (findFeature(value as string) ? undefined : 'must be feature keys');
const featureList = check.listOf(feature);

/**
 * `/roles/{role}/restrictedfeatures`, which is deprecated. Source:
 * [restrict features](https://www.cometchat.com/docs/rest-api/restrict-features).
 */
export function restrictedFeatureRoutes(service: Service): Routes {
  const { limits } = service.config;
  const routes = newRoutes();

  routes.post(COLLECTION, (call) => {
    const app = requireKey(call, 'fullAccess');
    const fields = { featuresToRestrict: featureList };
    const { featuresToRestrict } = readFields(objectIn(call, limits.bodyBytes), fields, ['featuresToRestrict']);
    const role = requireRole(app, call);
    const given = featuresToRestrict as string[];
    app.roles.restrict(role, keysOf(given));
    const outcomes = given.map((key) => [key, { success: true, message: `The feature ${key} was restricted.` }]);
    return ok(call, Object.fromEntries(outcomes));
  });

  routes.get(COLLECTION, (call) => {
    const { role } = readRole(call);
    const rows = Object.entries(role.restricted).flatMap(([key, createdAt]) => {
      const found = findFeature(key);
      const description = `Users of the role ${role.role} may not: ${found?.title}.`;
      return found ? [{ title: found.title, description, key, path: found.path, createdAt }] : [];
    });
    const { data, meta } = paginate(rows, readPage(call, limits.perPageMax));
    return ok(call, data, { meta });
  });

  routes.delete(COLLECTION, (call) => {
    const app = requireKey(call, 'fullAccess');
    const fields = { featuresToAllow: featureList, allowAll: check.boolean };
    const { featuresToAllow = [], allowAll } = readFields(objectIn(call, limits.bodyBytes), fields);
    const role = requireRole(app, call);
    app.roles.allow(role, allowAll === true ? Object.keys(role.restricted) : keysOf(featuresToAllow as string[]));
    return done(call, 'The features were allowed.');
  });

  return routes;
}

function keysOf(given: readonly string[]): string[] {
  return given.flatMap((key) => findFeature(key)?.key ?? []);
}
