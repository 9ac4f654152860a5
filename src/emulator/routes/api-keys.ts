import { done, ok } from '../answer.js';
import { apiKeyNotFound, badRequest, noSelfAction } from '../api-error.js';
import { type Call, newRoutes, param, type Routes } from '../exchange.js';
import type { KeyScope } from '../keys.js';
import { objectIn } from '../middleware/body.js';
import { paginate } from '../paginate.js';
import type { Service } from '../service.js';
import type { App } from '../state/apps.js';
import type { StoredKey } from '../state/key-store.js';
import * as check from '../validate/checks.js';
import { readFields } from '../validate/fields.js';
import { readChoice, readPage, readSearchKey } from '../validate/query.js';
import { requireKey } from './auth.js';

const SCOPES = ['authOnly', 'fullAccess'] as const;

/**
 * The longest name, in characters. Source:
 * [properties and constraints](https://www.cometchat.com/docs/articles/properties-and-constraints).
 */
const NAME_MAX_LENGTH = 100;

const FIELDS = { name: check.text(NAME_MAX_LENGTH), scope: check.oneOf(new Set(SCOPES)) };

/**
 * `/apikeys`. A key cannot change or delete itself. Source:
 * [API keys](https://www.cometchat.com/docs/rest-api/api-keys).
 */
export function apiKeyRoutes(service: Service): Routes {
  const { limits } = service.config;
  const routes = newRoutes();

  routes.post('/apikeys', (call) => {
    const { keys } = requireKey(call, 'fullAccess');
    const { name, scope = 'authOnly' } = readFields(objectIn(call, limits.bodyBytes), FIELDS, ['name']);
    if (keys.table.size >= limits.apiKeys)
      throw badRequest({ apiKey: [`The app must have at most ${limits.apiKeys} API keys.`] });
    return ok(call, keys.create(name as string, scope as KeyScope));
  });

  routes.get('/apikeys', (call) => {
    const { keys } = requireKey(call, 'fullAccess');
    const scope = readChoice(call, 'scope', SCOPES);
    const searchKey = readSearchKey(call);
    const found = keys.newestFirst().filter((key) => {
      return (scope === undefined || key.scope === scope) && key.name.toLowerCase().startsWith(searchKey);
    });
    const { data, meta } = paginate(found, readPage(call, limits.perPageMax));
    return ok(call, data, { meta });
  });

  routes.get('/apikeys/:apiKey', (call) => ok(call, keyOf(call, requireKey(call, 'fullAccess'))));

  routes.put('/apikeys/:apiKey', (call) => {
    const app = requireKey(call, 'fullAccess');
    const changes = readFields(objectIn(call, limits.bodyBytes), FIELDS);
    const key = otherKeyOf(call, app);
    app.keys.update(key, changes);
    return ok(call, key);
  });

  routes.delete('/apikeys/:apiKey', (call) => {
    const app = requireKey(call, 'fullAccess');
    const key = otherKeyOf(call, app);
    app.keys.remove(key);
    return done(call, `The API key ${key.apiKey} was deleted.`);
  });

  return routes;
}

function keyOf(call: Call, app: App): StoredKey {
  const apiKey = param(call, 'apiKey');
  const key = app.keys.find(apiKey);
  if (key === undefined) throw apiKeyNotFound(apiKey);
  return key;
}

function otherKeyOf(call: Call, app: App): StoredKey {
  const key = keyOf(call, app);
  if (key.apiKey === call.req.header('apikey')) throw noSelfAction();
  return key;
}
