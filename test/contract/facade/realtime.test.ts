import { describe, expect, test, vi } from 'vitest';
import { load, noUnhandledRejections, type Untyped } from './facade-support.js';

noUnhandledRejections();

describe('Names of realtime in the code that starts an app', () => {
  test('run before and after init, and one warning says that the listeners are never called', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { CometChat } = await load();
    const listener = new CometChat.ConnectionListener({ onConnected: () => undefined });
    const users = new CometChat.UserListener({ onUserOnline: () => undefined });
    CometChat.setSource('my-app', 'web', 'typescript');
    CometChat.removeConnectionListener('app');
    expect(warn).not.toHaveBeenCalled();
    CometChat.addConnectionListener('app', listener);
    await CometChat.init('emulator-app', new CometChat.AppSettingsBuilder().setRegion('us').build());
    CometChat.addUserListener('app', users);
    CometChat.addConnectionListener('app', listener);
    CometChat.removeConnectionListener('app');
    CometChat.removeUserListener('app');
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^cometchat-users: CometChat\.addConnectionListener: this package has no realtime/)],
    ]);
  });

  test('a listener has the callbacks that it was given', async () => {
    const { CometChat } = await load();
    const onConnected = () => undefined;
    const onUserOnline = () => undefined;
    expect({ ...new CometChat.ConnectionListener({ onConnected }) }).toEqual({ onConnected });
    expect({ ...new CometChat.UserListener({ onUserOnline }) }).toEqual({ onUserOnline });
    expect({ ...new CometChat.UserListener() }).toEqual({});
  });

  test('callbacks that cannot be read give a CometChatException', async () => {
    const { CometChat } = await load();
    const unreadable = {
      get onConnected() {
        throw new TypeError('not readable');
      },
    };
    const { ConnectionListener } = CometChat as Untyped;
    expect(() => new ConnectionListener(unreadable)).toThrow(CometChat.CometChatException);
  });

  test('a console that is missing or throws disturbs nothing', async () => {
    const { CometChat } = await load();
    vi.stubGlobal('console', undefined);
    expect(CometChat.addUserListener('app', {})).toBeUndefined();
  });

  test('USER_STATUS has the values of getStatus()', async () => {
    const { CometChat } = await load();
    expect(CometChat.USER_STATUS).toEqual({ ONLINE: 'online', OFFLINE: 'offline' });
    expect(new CometChat.User({ uid: 'kevin', status: 'online' }).getStatus()).toBe(CometChat.USER_STATUS.ONLINE);
  });
});
