import { expect, test } from 'vitest';
import { startApp } from './support/app.js';
import { expressExample, tokenEndpoint } from './support/documents.js';
import { loginThroughRoute } from './support/sign-in.js';

const app = startApp('express', {
  files: {
    ...tokenEndpoint('src'),
    'src/server.ts': `${expressExample()}\napp.listen(Number(process.env.PORT), '127.0.0.1');\n`,
  },
  start: ['dist/server.js'],
});

test('the token route of Express creates an unknown user and logs it in', async () => {
  const user = await loginThroughRoute(app());
  expect([user.getUid(), user.getName()]).toEqual(['ann', 'Ann']);
  expect(app().stderr()).toBe('');
});
