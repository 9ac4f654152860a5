import fc from 'fast-check';
import { bodyFor } from './bodies.js';
import { ROUTES, type Route } from './routes.js';

/**
 * One request, as data that a failure can print. `{token}`, `{key}` and `{uid}` stand for values of an earlier
 * response, `{apiKey}` and `{authKey}` for the emulator's keys, `{pad:9}` for nine letters and `{deep:9}` for nine
 * nested arrays.
 */
export interface Step {
  readonly method: string;
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** The fault of this request, and the status of its response; 0 for no response. */
  readonly fault?: { readonly header: string; readonly status: number | undefined };
}

/** Values in place of a uid, a role or a key. */
const segment = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constantFrom('{uid}', '{uid}', '{uid}', 'cometchat-uid-1', 'COMETCHAT-UID-2', 'bo', 'ann'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['__proto__', 'constructor', 'hasOwnProperty', '', '.', '..', '%2e%2e', '%2F', 'a%2Fb', '%', '%ff', '%00'],
      ...[
        '%E2%84%AA',
        '%F0%9F%98%80',
        '%25',
        '*',
        ':uid',
        'a b',
        '{token}',
        '{key}',
        '{pad:101}',
        '{pad:3000}',
        ';',
        '@',
      ],
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }).map(encode) },
);

const version = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom('/v3', '/v3.0') },
  { weight: 1, arbitrary: fc.constantFrom('', '/v2', '/v3.1', '/V3', '/v3/', '//v3', '/v3/.', '/v33333333', '/v') },
);

const tail = fc.oneof(
  { weight: 40, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('/', '//', '/x', '/..', '/../..', '%', ';x=1', '/%2e%2e/me') },
);

const queryName = fc.constantFrom(
  ...['perPage', 'per_page', 'page', 'searchKey', 'searchIn', 'status', 'count', 'role', 'roles', 'tags', 'withTags'],
  ...['onlyDeactivated', 'withDeactivated', 'permanent', 'uids', 'direction', 'friendsOnly', 'hideBlockedUsers'],
  ...['sortBy', 'sortOrder', 'scope', '__proto__', 'a[]', ''],
);
const queryValue = fc.oneof(
  fc.constantFrom('1', '2', '0', '-1', '1000', '1001', '1e9', '99999999999999999999', 'NaN', '', 'true', 'false', 'x'),
  fc.constantFrom(
    'uid',
    'name,uid',
    'offline',
    'available',
    'default',
    'authOnly',
    'both',
    'a,b,,c',
    '%ff',
    '%',
    '{uid}',
  ),
  fc.string({ unit: 'binary', maxLength: 10 }).map(encode),
);
const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.tuple(queryName, queryValue), { minLength: 1, maxLength: 4 })
      .map((pairs) => `?${pairs.map((pair) => pair.join('=')).join('&')}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('?', '??', '?&&&=', '?page', '?page=1&page=2', '?{pad:5000}') },
);

const origin = fc.oneof(
  { weight: 16, arbitrary: fc.constant('http://localhost') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...[
        'https://one.api-us.cometchat.io',
        'https://one.apiclient-eu.cometchat.io',
        'https://one.call-in.cometchat.io',
      ],
      ...['https://api-us.cometchat.io', 'https://__proto__.api-us.cc-cluster-2.io', 'https://ONE.api-us.cc-edge-2.io'],
      ...[
        'http://constructor.apiclient-us.cometchat.io',
        'http://a.b.api-us.cometchat.io',
        'http://[::1]',
        'http://127.1',
      ],
      ...['http://evil.example', 'http://xn--bcher-kva.example', 'http://api-us.cometchat.io:8080'],
    ),
  },
);

const member = fc.constant<Record<string, string>>({ authtoken: '{token}' });
const AS_MEMBER = /^\/(me|blockedusers|call_tokens|settings)$/;

const memberOrKey = fc.oneof(
  { weight: 30, arbitrary: fc.constant<Record<string, string>>({ apikey: '{apiKey}' }) },
  { weight: 4, arbitrary: member },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Record<string, string>>(
      ...[{ apikey: '{authKey}' }, { apikey: '{key}' }, {}, { apikey: '' }, { authtoken: '' }, { apikey: 'x' }],
      ...[
        { apikey: '{apiKey}', authtoken: '{token}' },
        { apikey: 'constructor', authtoken: '__proto__' },
      ],
      ...[
        { apikey: '{apiKey}, {apiKey}' },
        { authtoken: '{pad:6000}' },
        { apikey: 'é{apiKey}' },
        { key: 'a', secret: 'b' },
      ],
    ),
  },
);

const optional = <T>(weight: number, value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 20 - weight, arbitrary: fc.constant(undefined) }, { weight, arbitrary: value });

const more = fc.record({
  appid: optional(
    5,
    fc.constantFrom('one', 'ONE', 'emulator-app', '__proto__', '', 'a b', 'one, two', '{pad:101}', '../x'),
  ),
  onbehalfof: optional(3, fc.constantFrom('{uid}', 'cometchat-uid-1', 'nobody', '__proto__', '', 'a, b')),
  'content-type': fc.oneof(
    { weight: 40, arbitrary: fc.constant('application/json') },
    {
      weight: 2,
      arbitrary: fc.constantFrom<string | undefined>(
        ...[undefined, 'application/json; charset=utf-8', 'APPLICATION/JSON', 'text/plain', 'application/jsonp', ''],
        ...[
          'multipart/form-data',
          'application/x-www-form-urlencoded',
          'application/json;charset=utf-16',
          '{pad:4000}',
        ],
      ),
    },
  ),
  origin: optional(2, fc.constantFrom('https://evil.example', 'null', 'http://localhost')),
  'access-control-request-headers': optional(1, fc.constantFrom('apikey', 'apikey, x-evil', ',,,', '{pad:3000}')),
  'x-http-method-override': optional(1, fc.constantFrom('DELETE', 'x')),
  'x-padding': optional(1, fc.constantFrom('{pad:8000}', 'ÿ', '')),
});

const fault = optional(
  1,
  fc.constantFrom<NonNullable<Step['fault']>>(
    ...[500, 502, 503, 504, 599, 418, 204].map((status) => ({ header: JSON.stringify({ status }), status })),
    ...[
      { header: '{"drop":"before"}', status: 0 },
      { header: '{"drop":"after"}', status: 0 },
    ],
    ...[
      { header: '{"html":true}', status: 200 },
      { header: '{"rateLimit":true}', status: 429 },
    ],
    ...['{"empty":true}', '{"json":"truncated"}', '{"json":"malformed"}'].map((header) => ({
      header,
      status: undefined,
    })),
    ...['{', '[]', '{}', 'null', '{"status":1e9}', '{"__proto__":1,"status":500}', '{"status":500,"path":"[("}'].map(
      (header) => ({ header, status: 400 }),
    ),
  ),
);

/** A request to one of the routes, or to a similar path. */
export const step: fc.Arbitrary<Step> = fc.constantFrom(...ROUTES).chain((route) =>
  fc
    .record({
      method: methodFor(route),
      origin,
      version: route.own ? fc.constant('') : version,
      first: segment,
      second: segment,
      tail,
      query,
      credentials: AS_MEMBER.test(route.path) ? fc.oneof(member, memberOrKey) : memberOrKey,
      more,
      body: bodyFor(route),
      fault: route.own ? fc.constant(undefined) : fault,
    })
    .map(({ version, first, second, tail, query, credentials, more, fault, ...rest }) => {
      const path = route.path.replace('{1}', () => first).replace('{2}', () => second);
      const headers = Object.entries({ ...credentials, ...more }).filter((pair): pair is [string, string] => !!pair[1]);
      return {
        ...rest,
        path: `${version}${path}${tail}${query}` || '/',
        headers: Object.fromEntries(headers),
        ...(fault && { fault }),
      };
    }),
);

function methodFor({ method }: Route): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.constant(method) },
    { weight: 2, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND') },
  );
}

/** Escaped for a URL, also if it is not a text. */
function encode(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}
