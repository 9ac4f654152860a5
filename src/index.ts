import * as CometChatCalls from './facade/calls.js';
import * as CometChat from './facade/chat.js';

export type { CallTokenOptions } from './client/call-token.js';
export type { CometChatClient } from './client/client.js';
export { createClient } from './client/create-client.js';
export type { ListBlockedUsersFilter, ListUsersFilter } from './client/lists/types.js';
export type { UidCredentials } from './client/login-arguments.js';
export type { LogoutOptions } from './client/logout.js';
export type { CallOptions, ClientOptions, Region } from './client/options.js';
export { type TokenFromOptions, tokenFrom } from './client/token-from.js';
export type { TokenProvider, TokenRequest } from './client/token-provider.js';
export type { ErrorCodes } from './errors/code-meanings.js';
export type { ErrorCode, ErrorKind, KnownCode } from './errors/codes.js';
export {
  CometChatException,
  type ErrorDetails,
  type ExceptionInit,
  type ExceptionJSON,
  isCometChatException,
} from './errors/exception.js';
export type { Issue } from './errors/issue.js';
export type { Listener } from './session/emitter.js';
export type { Session } from './session/session.js';
export type {
  ChangeSource,
  SessionEvent,
  SessionEvents,
  SessionSource,
  SessionState,
  SignedOutReason,
} from './session/state.js';
export { memoryStorage, type SessionStorage } from './storage/storage.js';
export type { Fetch } from './transport/attempt.js';
export type {
  ErrorEvent,
  HookEvent,
  Hooks,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  WarningEvent,
} from './transport/hooks.js';
export type { Page, PageList } from './transport/lists/types.js';
export type { Outcome, UidOutcome } from './transport/outcomes.js';
export type {
  ClearableField,
  EditableField,
  ProfileInput,
  UserFields,
  UserInput,
  UserStatus,
} from './user/fields.js';
export type { PrivateMetadata, Register, UserMetadata, UserRole } from './user/register.js';
export type { UserJSON } from './user/response.js';
export type { Purpose } from './user/rules.js';
export { User } from './user/user.js';
export type { VendorUser } from './user/vendor-user.js';
export {
  /**
   * Users and logins, with the names of the vendor's Chat SDK. It shares its session with `CometChatCalls`.
   *
   * @example
   * await CometChat.init('APP_ID', new CometChat.AppSettingsBuilder().setRegion('us').build());
   * const user = await CometChat.login(authToken);
   */
  CometChat,
  /**
   * Logins and call tokens, with the names of the vendor's Calls SDK. It shares its session with `CometChat`.
   *
   * @example
   * await CometChatCalls.init({ appId: 'APP_ID', region: 'us' });
   * await CometChatCalls.login(authToken);
   */
  CometChatCalls,
};
