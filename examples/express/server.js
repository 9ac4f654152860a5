// An Express app whose users can log in to CometChat. Run it with `npm run example:express`.
// To keep it short, it has no passwords: a session cookie identifies the user who signed up.
import { randomUUID } from 'node:crypto';
import { createAdmin, createTokenEndpoint, toNodeHandler } from 'cometchat-users/server';
import express from 'express';
import { html, script, style } from '../shared/front-end.js';
import { serve } from '../shared/serve.js';
import { settings } from '../shared/settings.js';

// Your existing app: a table of users, and sessions.
/** @type {Map<string, { id: string, name: string }>} */
const users = new Map();
const app = express().use(express.json());
app.post('/signup', ({ body }, response) => {
  if (!body?.name) return void response.sendStatus(422);
  const session = randomUUID();
  users.set(session, { id: randomUUID(), name: body.name });
  response.cookie('session', session, { httpOnly: true, sameSite: 'lax' }).sendStatus(201);
});
const userOf = (cookie = '') => users.get(cookie.match(/session=([\w-]+)/)?.[1] ?? '');
app.get('/me', ({ headers }, response) => void response.json(userOf(headers.cookie) ?? null));

// You add these twenty lines: the endpoint that gives the browser an auth token.
const { apiKey, ...config } = await settings();
const endpoint = createTokenEndpoint({
  admin: createAdmin({ apiKey, ...config }),
  authenticate({ headers }) {
    const user = userOf(headers.get('cookie') ?? '');
    return user ? { uid: user.id, name: user.name } : null;
  },
  profile: ({ name }) => ({ name }),
  onError: (error) => console.error(error),
});
app.post('/api/cometchat-token', toNodeHandler(endpoint));
app.get('/config.json', (_, response) => void response.json(config));

// The front end: shared/page.js, which logs in with `tokenFrom('/api/cometchat-token')`.
app.get('/', (_, response) => void response.type('html').send(html));
app.get('/page.css', (_, response) => void response.type('css').send(style));
app.get('/page.js', (_, response) => void response.type('js').send(script));
serve(app);
