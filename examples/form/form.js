// A sign-up form and the server that it posts to, with one schema for both. Run it with `npm run example:form`.
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { createEmulator } from 'cometchat-users/emulator';
import { userSchema } from 'cometchat-users/schemas';
import { createAdmin } from 'cometchat-users/server';
import { Hono } from 'hono';
import { createFormControl } from 'react-hook-form';

// The server. A browser can send anything, so the schema checks the body again. The role is the server's decision.
const emulator = createEmulator();
const admin = createAdmin({ appId: emulator.appId, region: 'us', apiKey: emulator.apiKey, fetch: emulator.fetch });
const server = new Hono().post('/users', async (c) => {
  const { data, error } = userSchema.safeParse(await c.req.json());
  if (error) return c.json({ issues: error.issues }, 422);
  const user = await admin.users.create({ ...data, role: 'default' });
  return c.json(user.toJSON(), 201);
});

// The form. A React component uses it with `useForm({ formControl: form.formControl })`; here this program fills it in.
const form = createFormControl({
  resolver: standardSchemaResolver(userSchema),
  defaultValues: { uid: '', name: '', avatar: '' },
});
const submit = form.handleSubmit(
  async (user) => {
    const response = await server.request('/users', { method: 'POST', body: JSON.stringify(user) });
    const { uid, name, avatar } = await response.json();
    console.log(response.status, uid, name, avatar);
  },
  (errors) => {
    for (const [field, error] of Object.entries(errors)) console.log(`${field}: ${error.message}`);
  },
);

console.log('With mistakes:');
form.setValue('uid', 'Ann Lee');
form.setValue('avatar', 'ann.png');
await submit();

console.log('Without:');
form.setValue('uid', 'Ann-Lee');
form.setValue('name', 'Ann');
form.setValue('avatar', 'https://example.com/ann lee.png');
await submit();

console.log('Past the form:');
const response = await server.request('/users', { method: 'POST', body: '{ "uid": "ann", "role": "admin" }' });
const { issues } = await response.json();
console.log(response.status, issues[0].path[0], issues[0].params.code);
