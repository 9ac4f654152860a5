/** A route, and a valid body for it: each field as JSON text. */
export interface Route {
  readonly method: string;
  /** Without the version; `{1}` and `{2}` are segments to choose. */
  readonly path: string;
  readonly body?: Readonly<Record<string, string>>;
  /** Whether it belongs to the emulator, and not to CometChat. */
  readonly own?: true;
}

const PROFILE = {
  name: '"Bo \u{1f600}"',
  avatar: '"https://a.example/b.webp"',
  link: '"http://a.example"',
  role: '"default"',
  metadata: '{"@private":{"email":"a@b.c"},"a":1}',
  tags: '["a","b"]',
  statusMessage: '"Hi"',
};
const UIDS = '["cometchat-uid-1","{uid}","ann"]';
const IMPORTED = `{"uid":"bo","name":"Bo","createdAt":"1600000000","lastActiveAt":1,"deactivatedAt":0}`;

const TABLE: readonly (readonly [route: string, body?: Readonly<Record<string, string>>])[] = [
  ['POST /users', { uid: '"Bo"', ...PROFILE, withAuthToken: 'true' }],
  ['POST /users', { uid: '"ann"', name: '"Ann"' }],
  ['GET /users'],
  ['PUT /users', { uidsToActivate: UIDS }],
  ['DELETE /users', { uidsToDeactivate: UIDS }],
  ['GET /users/{1}'],
  ['PUT /users/{1}', { ...PROFILE, unset: '["avatar"]' }],
  ['DELETE /users/{1}', { permanent: 'true' }],
  ['DELETE /users/{1}'],
  ['POST /users/{1}/auth_tokens', { force: 'true' }],
  ['POST /users/{1}/auth_tokens'],
  ['POST /users/cometchat-uid-3/auth_tokens'],
  ['GET /users/{1}/auth_tokens'],
  ['DELETE /users/{1}/auth_tokens'],
  ['GET /users/{1}/auth_tokens/{token}'],
  ['PUT /users/{1}/auth_tokens/{2}', { platform: '"web"', userAgent: '"x"', appInfo: '{"version":"1"}' }],
  ['DELETE /users/{1}/auth_tokens/{2}'],
  ['POST /users/{1}/blockedusers', { blockedUids: UIDS }],
  ['DELETE /users/{1}/blockedusers', { blockedUids: UIDS }],
  ['GET /users/{1}/blockedusers'],
  ['POST /blockedusers', { blockedUids: UIDS }],
  ['GET /blockedusers'],
  ['POST /users/{1}/friends', { accepted: UIDS }],
  ['GET /users/{1}/friends'],
  ['DELETE /users/{1}/friends', { friends: '["cometchat-uid-1"]' }],
  [
    'POST /roles',
    { role: '"bo"', name: '"Boss"', description: '"d"', metadata: '{}', settings: '{"listUsers":"friendsOnly"}' },
  ],
  ['GET /roles'],
  ['GET /roles/{1}'],
  ['PUT /roles/{1}', { name: '"X"', description: '""', unset: '["metadata"]' }],
  ['DELETE /roles/{1}'],
  ['GET /roles/default/permissions'],
  ['PUT /roles/{1}/permissions', { permissions: '{"listUsers":"deny","listUsers.allowedRoles":["default"]}' }],
  ['DELETE /roles/{1}/permissions/listUsers'],
  ['POST /roles/default/restrictedfeatures', { featuresToRestrict: '["u.listUsers","logout"]' }],
  ['GET /roles/default/restrictedfeatures'],
  ['DELETE /roles/{1}/restrictedfeatures', { featuresToAllow: '["u.listUsers"]', allowAll: 'true' }],
  ['POST /apikeys', { name: '"K"', scope: '"fullAccess"' }],
  ['GET /apikeys'],
  ['PUT /apikeys/{key}', { name: '"L"', scope: '"authOnly"' }],
  ['DELETE /apikeys/{2}'],
  ['POST /data_import/users', { users: `{"bo":${IMPORTED},"ann":{"uid":"ann","name":"Ann"}}` }],
  ['PUT /me', { platform: '"WEB"', deviceId: '"d"', appInfo: '{"version":"4"}' }],
  ['PUT /me', { uid: '"other"', ...PROFILE, unset: '["link"]' }],
  ['GET /me'],
  ['DELETE /me'],
  ['POST /call_tokens', { sessionId: '"s"', passthrough: '"p"' }],
  ['POST /user_sessions', { a: '1' }],
  ['POST /ping', { a: '1' }],
  ['GET /settings'],
  ['GET /{1}/{2}'],
];

/** Paths below it are not CometChat's: no documented envelope, but no 5xx either. */
const OWN: readonly (readonly [route: string, body?: Readonly<Record<string, string>>])[] = [
  ['POST /_emulator/faults', { status: '599', times: '1', nth: '1000000' }],
  ['GET /_emulator/faults'],
  ['DELETE /_emulator/faults/{1}'],
  ['GET /_emulator/{1}'],
  ['GET /_emulator/api/{1}/{2}'],
];

const read = (own: boolean) => (row: (typeof TABLE)[number]) => {
  const [[method = '', path = ''], body] = [row[0].split(' '), row[1]];
  return { method, path, ...(body && { body }), ...(own && { own }) } as Route;
};

export const ROUTES: readonly Route[] = [...TABLE.map(read(false)), ...OWN.map(read(true))];
