import { asException } from '../errors/exception.js';
import { warnOnConsole } from '../session/platform.js';
import type { User } from '../user/user.js';

/** The callbacks of a connection listener. They are never called: this package has no realtime. */
export interface ConnectionCallbacks {
  /** Never called here. In the vendor's SDK: the WebSocket is connected. */
  onConnected?: (() => void) | undefined;
  /** Never called here. In the vendor's SDK: the WebSocket is connecting. */
  inConnecting?: (() => void) | undefined;
  /** Never called here. In the vendor's SDK: the WebSocket is disconnected. */
  onDisconnected?: (() => void) | undefined;
  /** Never called here. In the vendor's SDK: the service has throttled a feature. */
  onFeatureThrottled?: (() => void) | undefined;
}

/** The callbacks of a user listener. They are never called: this package has no realtime. */
export interface UserCallbacks {
  /** Never called here. In the vendor's SDK: a user has come online. */
  onUserOnline?: ((user: User) => void) | undefined;
  /** Never called here. In the vendor's SDK: a user has gone offline. */
  onUserOffline?: ((user: User) => void) | undefined;
}

/**
 * A listener for the vendor's WebSocket. It exists so that existing code runs; its callbacks are never called.
 *
 * @example
 * CometChat.addConnectionListener('app', new CometChat.ConnectionListener({ onConnected: () => console.log('online') }));
 */
export class ConnectionListener implements ConnectionCallbacks {
  /** Never called here. In the vendor's SDK: the WebSocket is connected. */
  declare onConnected?: ConnectionCallbacks['onConnected'];
  /** Never called here. In the vendor's SDK: the WebSocket is connecting. */
  declare inConnecting?: ConnectionCallbacks['inConnecting'];
  /** Never called here. In the vendor's SDK: the WebSocket is disconnected. */
  declare onDisconnected?: ConnectionCallbacks['onDisconnected'];
  /** Never called here. In the vendor's SDK: the service has throttled a feature. */
  declare onFeatureThrottled?: ConnectionCallbacks['onFeatureThrottled'];

  constructor(callbacks: ConnectionCallbacks = {}) {
    assign(this, callbacks);
  }
}

/**
 * A listener for the presence of users. It exists so that existing code runs; its callbacks are never called.
 *
 * @example
 * CometChat.addUserListener('app', new CometChat.UserListener({ onUserOnline: () => console.log('a user is online') }));
 */
export class UserListener implements UserCallbacks {
  /** Never called here. In the vendor's SDK: a user has come online. */
  declare onUserOnline?: UserCallbacks['onUserOnline'];
  /** Never called here. In the vendor's SDK: a user has gone offline. */
  declare onUserOffline?: UserCallbacks['onUserOffline'];

  constructor(callbacks: UserCallbacks = {}) {
    assign(this, callbacks);
  }
}

let warned = false;

/** Does nothing, because this package has no realtime. The first call of a listener method writes one warning to the console. */
export function addConnectionListener(_id: string, _listener: ConnectionListener | ConnectionCallbacks): void {
  warnOnce('addConnectionListener');
}

/** Does nothing: `addConnectionListener` has added nothing. */
export function removeConnectionListener(_id: string): void {}

/** Does nothing, because this package has no realtime. The first call of a listener method writes one warning to the console. */
export function addUserListener(_id: string, _listener: UserListener | UserCallbacks): void {
  warnOnce('addUserListener');
}

/** Does nothing: `addUserListener` has added nothing. */
export function removeUserListener(_id: string): void {}

function warnOnce(method: string): void {
  if (warned) return;
  warned = true;
  warnOnConsole(
    `CometChat.${method}: this package has no realtime, so connection and user listeners are never called. Keep the vendor's SDK for them.`,
  );
}

function assign(target: object, callbacks: object): void {
  try {
    Object.assign(target, callbacks);
  } catch (error) {
    throw asException(error);
  }
}
