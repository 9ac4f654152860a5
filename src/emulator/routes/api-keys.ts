import { apiKeyNotFound, badRequest, noSelfAction } from '../http/api-error.js';
import { requireKey } from '../http/auth.js';
import type { Call } from '../http/call.js';
import { done, ok, readBody, type Service } from '../http/context.js';
import { Router } from '../http/router.js';
import type { KeyScope } from '../keys.js';
import { paginate } from '../paginate.js';
import type { App } from '../state/apps.js';
import type { KeyRecord } from '../state/key-store.js';
import * as check from '../validate/checks.js';
import { readFields } from '../validate/fields.js';
import { readChoice, readPage, readSearchKey } from '../validate/query.js';

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
export function apiKeyRoutes(service: Service): Router {
  const { limits } = service.config;
  const routes = new Router();

  routes.post('/apikeys', (call) => {
    const { keys } = requireKey(call, service, 'fullAccess');
    const { name, scope = 'authOnly' } = readFields(readBody(call, limits.bodyBytes), FIELDS, ['name']);
    if (keys.table.size >= limits.apiKeys)
      throw badRequest({ apiKey: [`The app must have at most ${limits.apiKeys} API keys.`] });
    return ok(keys.create(name as string, scope as KeyScope));
  });

  routes.get('/apikeys', (call) => {
    const { keys } = requireKey(call, service, 'fullAccess');
    const scope = readChoice(call, 'scope', SCOPES);
    const searchKey = readSearchKey(call);
    const found = keys.newestFirst().filter((key) => {
      return (scope === undefined || key.scope === scope) && key.name.toLowerCase().startsWith(searchKey);
    });
    const { data, meta } = paginate(found, readPage(call, limits.perPageMax));
    return ok(data, { meta });
  });

  routes.get('/apikeys/:apiKey', (call) => ok(keyOf(call, requireKey(call, service, 'fullAccess'))));

  routes.put('/apikeys/:apiKey', (call) => {
    const app = requireKey(call, service, 'fullAccess');
    const changes = readFields(readBody(call, limits.bodyBytes), FIELDS);
    const key = otherKeyOf(call, app);
    app.keys.update(key, changes);
    return ok(key);
  });

  routes.delete('/apikeys/:apiKey', (call) => {
    const app = requireKey(call, service, 'fullAccess');
    const key = otherKeyOf(call, app);
    app.keys.remove(key);
    return done(`The API key ${key.apiKey} was deleted.`);
  });

  return routes;
}

function keyOf(call: Call, app: App): KeyRecord {
  const apiKey = call.param('apiKey');
  const key = app.keys.find(apiKey);
  if (key === undefined) throw apiKeyNotFound(apiKey);
  return key;
}

function otherKeyOf(call: Call, app: App): KeyRecord {
  const key = keyOf(call, app);
  if (key.apiKey === call.header('apikey')) throw noSelfAction();
  return key;
}
