/** A token of a user, in the form of the service. */
export const tokenOf = (uid: string) => `${uid}_1700000000${'a'.repeat(30)}`;

/** A service that accepts everything: each uid in a token or a path is an existing user. */
export async function goodService(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [, uid] = /\/users\/([^/]+)/.exec(pathname) ?? [];
  const body: unknown = request.method === 'GET' ? {} : await request.json().catch(() => ({}));
  const sent = Object(body) as Record<string, unknown>;
  const own = request.headers.get('authtoken')?.split('_')[0] || 'kevin';
  if (pathname.endsWith('/auth_tokens')) return data({ uid, authToken: tokenOf(String(uid)) });
  if (/call_tokens|\/token/.test(pathname)) return data({ token: 'call-token' });
  if (request.method === 'GET' && /\/(?:blocked)?users$/.test(pathname)) return data([{ uid: 'andy', name: 'A user' }]);
  if (pathname.endsWith('/blockedusers')) return data({ andy: { success: true, message: 'Done.' } });
  if (uid !== undefined) return data({ name: 'A user', ...sent, uid: decodeURIComponent(uid) });
  if (pathname.endsWith('/users')) return data(sent);
  if (request.method === 'DELETE') return data({ success: true });
  return data({ uid: own, name: 'A user', authToken: request.headers.get('authtoken') });
}

const data = (value: object) => Response.json({ data: value });
