// A backend whose users can log in to CometChat: sign-up, auth tokens, closing an account. Run it with `npm run example:node-backend`.
import { getRequestListener } from '@hono/node-server';
import { createAdmin, createTokenEndpoint, User } from 'cometchat-users/server';
import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { html, script, style } from '../shared/front-end.js';
import { serve } from '../shared/serve.js';
import { settings } from '../shared/settings.js';
import { createAccounts } from './accounts.js';

const { apiKey, ...config } = await settings();
const admin = createAdmin({ apiKey, ...config });
const accounts = createAccounts();
const app = new Hono();

// Sign-up also creates the CometChat user, so that others can find the user before the first login.
app.post('/signup', async (c) => {
  const { name } = await c.req.json();
  const issues = new User('new', name).validate('create');
  if (issues.length > 0) return c.json({ issues }, 422);
  const account = accounts.add(name);
  // If CometChat is down, the token endpoint creates the user later.
  await admin.users.ensure({ uid: account.id, name }).catch((error) => console.error(error));
  setCookie(c, 'session', accounts.openSession(account), { httpOnly: true, sameSite: 'Lax', path: '/' });
  return c.json(account, 201);
});

app.get('/me', (c) => c.json(accounts.of(c.req.raw) ?? null));

// Create it once: it tracks which users are being created.
const endpoint = createTokenEndpoint({
  admin,
  authenticate(request) {
    const account = accounts.of(request);
    return account ? { uid: account.id, name: account.name } : null;
  },
  profile: ({ name }) => ({ name }),
  reuse: true,
  onError: (error) => console.error(error),
});
app.post('/api/cometchat-token', (c) => endpoint(c.req.raw));

// Closing an account erases the user with all messages.
app.delete('/account', async (c) => {
  const account = accounts.of(c.req.raw);
  if (!account) return c.json({ error: 'Log in first.' }, 401);
  await admin.users.delete(account.id, { permanent: true });
  accounts.remove(account);
  return c.body(null, 204);
});

app.get('/config.json', (c) => c.json(config));
app.get('/', (c) => c.html(html));
app.get('/page.css', (c) => c.body(style, 200, { 'content-type': 'text/css' }));
app.get('/page.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript' }));
serve(getRequestListener(app.fetch));
