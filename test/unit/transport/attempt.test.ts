import { expect, test } from 'vitest';
import { CometChatException } from '../../../src/errors/exception.js';
import { sendAttempt } from '../../../src/transport/attempt.js';
import { Deadline } from '../../../src/transport/deadline.js';

test('an operation that was aborted sends nothing more, also by a fetch that ignores signals', async () => {
  const controller = new AbortController();
  const within = new Deadline(1_000, 'login', controller.signal);
  controller.abort(new CometChatException({ code: 'LOGIN_SUPERSEDED' }));
  let sent = 0;
  const fetch = async () => {
    sent++;
    return new Response('{}');
  };
  const bounds = { fetch, ms: 1_000, maxBytes: 1_024, within, secrets: [] };
  const sending = sendAttempt(new Request('https://localhost/'), bounds);
  await expect(sending).rejects.toMatchObject({ code: 'LOGIN_SUPERSEDED' });
  expect(sent).toBe(0);
  within.end();
});
