import type { CometChatClient } from '../client/client.js';
import { defaultClient, findClient } from './default-client.js';
import { session } from './session.js';

type Method = Exclude<keyof CometChatClient, 'session' | 'dispose'>;

/** A method that calls the client of the latest `init`. Before `init` it rejects with `COMETCHAT_INITIALIZATION_NOT_DONE`. */
function forward<Name extends Method>(name: Name): CometChatClient[Name] {
  const call = async (...args: unknown[]) => (defaultClient()[name] as (...args: unknown[]) => unknown)(...args);
  return call as CometChatClient[Name];
}

function createFacadeClient(): CometChatClient {
  return {
    login: forward('login'),
    logout: forward('logout'),
    createUser: forward('createUser'),
    updateUser: forward('updateUser'),
    updateCurrentUserDetails: forward('updateCurrentUserDetails'),
    getUser: forward('getUser'),
    // A list is no promise: these two throw before `init`.
    listUsers: (filter, options) => defaultClient().listUsers(filter, options),
    listBlockedUsers: (filter, options) => defaultClient().listBlockedUsers(filter, options),
    blockUsers: forward('blockUsers'),
    unblockUsers: forward('unblockUsers'),
    generateCallToken: forward('generateCallToken'),
    session,
    dispose: () => findClient()?.dispose(),
  };
}

/**
 * The facade as a client, for a React provider without one. It exists before `init` and is the same object for ever: its methods and its
 * session follow the client of the latest `init`. This file and its imports do not import ky: a page that gives the provider a
 * client of its own pays little for it.
 */
export const facadeClient: CometChatClient = /* @__PURE__ */ createFacadeClient();

/** The client that does the work: for the facade it is the one of the latest `init`, otherwise the given one. */
export function clientBehind(client: CometChatClient): CometChatClient | undefined {
  return client === facadeClient ? findClient() : client;
}
