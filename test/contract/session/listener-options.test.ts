import { expect, test } from 'vitest';
import { serve } from '../../support/client-support.js';

test.each<['on' | 'once', object, string]>([
  ['on', { signals: undefined }, 'signals is not an option of session.on. Did you mean signal?'],
  ['once', { abort: true }, 'abort is not an option of session.once. Its options are signal.'],
])('session.%s refuses the unknown option in %o and adds no listener', async (method, options, message) => {
  const { make, tokenOf } = await serve();
  const client = make();
  let calls = 0;
  expect(() => client.session[method]('signedIn', () => calls++, options)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', kind: 'config', message }),
  );
  await client.login(await tokenOf('kevin'));
  expect(calls).toBe(0);
});
