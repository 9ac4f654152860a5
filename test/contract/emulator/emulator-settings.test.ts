import { expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';

test.each([
  ['https://app1.apiclient-us.cometchat.io', 'app1.api-us.cometchat.io', 'app1.websocket-us.cometchat.io', '443'],
  [
    'https://app1.apiclient-eu.cc-edge-2.io:7700',
    'app1.api-eu.cc-edge-2.io:7700',
    'app1.websocket-eu.cc-edge-2.io',
    '7700',
  ],
  ['https://127.0.0.1:7700', '127.0.0.1:7700', '127.0.0.1', '7700'],
  ['http://localhost', 'localhost', 'localhost', '80'],
  ['https://[::1]:7700', '[::1]:7700', '[::1]', '7700'],
])(
  'a client of %s gets that host for its next requests, with the port',
  async (origin, adminHost, socketHost, port) => {
    const emulator = createEmulator({ appId: 'app1' });
    const answer = await emulator.fetch(new Request(`${origin}/v3.0/settings`));
    expect(await answer.json()).toMatchObject({
      data: {
        ADMIN_API_HOST: adminHost,
        CLIENT_API_HOST: new URL(origin).host,
        CHAT_HOST: socketHost,
        CHAT_WSS_PORT: port,
        ANALYTICS_PING_DISABLED: true,
      },
    });
  },
);
