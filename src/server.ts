export type { ErrorCodes } from './errors/code-meanings.js';
export type { ErrorCode, ErrorKind, KnownCode } from './errors/codes.js';
export { CometChatException, type ErrorDetails, type ExceptionJSON, isCometChatException } from './errors/exception.js';
export { type Admin, createAdmin } from './server/admin.js';
export type { MappedChanges, UserChange } from './server/changes/change.js';
export type { MergedField } from './server/changes/merging.js';
export type { EventTime } from './server/changes/time.js';
export type { AppliedChange, ChangeOutcome } from './server/changes/types.js';
export type { RateOptions } from './server/gate/types.js';
export { type NodeHandler, type NodeHandlerOptions, toNodeHandler } from './server/node-handler/handler.js';
export type { NodeHeaders, NodeRequest, NodeResponse } from './server/node-handler/types.js';
export type { AdminOptions } from './server/options.js';
export type { AdminAnswer, AdminRequest } from './server/request-types.js';
export type {
  AdminApiKeys,
  ApiKey,
  ApiKeyFilter,
  ApiKeyInput,
  ApiKeyScope,
} from './server/resources/api-keys/types.js';
export type {
  AdminAuthTokens,
  AuthToken,
  CreateAuthTokenOptions,
  DeviceInput,
} from './server/resources/auth-tokens/types.js';
export type { AdminBlockedUsers } from './server/resources/blocked-users/types.js';
export type { AddFriendsOptions, AdminFriends, FriendFilter } from './server/resources/friends/types.js';
export type {
  AdminPermissions,
  AdminRestrictedFeatures,
  AdminRoles,
  FeatureOutcome,
  PermissionValue,
  RestrictedFeature,
  Role,
  RoleChanges,
  RoleInput,
  RolePermission,
  RoleSettings,
} from './server/resources/roles/types.js';
export type {
  AdminUsers,
  CreateUserOptions,
  DeleteUserOptions,
  Ensured,
  EnsureOutcome,
  EnsureUserOptions,
  GetUserOptions,
  ListUsersFilter,
  NewUser,
  UserFilter,
} from './server/resources/users/types.js';
export { type PostgresClient, postgresStorage } from './server/storage/postgres.js';
export { type RedisClient, redisStorage } from './server/storage/redis.js';
export type {
  ImportCounts,
  ImportOptions,
  ImportProgress,
  ImportResult,
  ImportRun,
  ImportSource,
  ImportStatus,
  ImportSummary,
  RowStream,
} from './server/sync/import/types.js';
export type { JournalStorage } from './server/sync/journal/types.js';
export type { ApplyPlanOptions, PlanResult, PlanRun, PlanSummary } from './server/sync/plan/run-types.js';
export type {
  FieldChange,
  FieldChanges,
  PlanCounts,
  PlannedChange,
  PlanOptions,
  PlanRows,
  PlanSource,
  SavedPlan,
  SeenUser,
  SkipReason,
  SyncPlan,
} from './server/sync/plan/types.js';
export type { AdminSync, AppliedChanges, ApplyOptions, ChangeResult } from './server/sync/types.js';
export {
  createTokenEndpoint,
  type Handler,
  type Identity,
  type Profile,
  type TokenEndpointOptions,
} from './server/token-endpoint/handler.js';
export type { TokenReuse } from './server/token-endpoint/reuse.js';
export { fromUid, toUid } from './server/uids/uids.js';
export { createUserSyncEndpoint, type SyncOutcome } from './server/user-sync/handler.js';
export type {
  RejectedInfo,
  StandardEvent,
  SyncProvider,
  UserSyncEndpointOptions,
} from './server/user-sync/options.js';
export type { BasicCredentials } from './server/webhooks/basic-auth.js';
export { parseCometChatWebhook } from './server/webhooks/parse.js';
export type {
  CometChatWebhook,
  OtherTrigger,
  OtherWebhook,
  UserBlockedWebhook,
  UserConnectionWebhook,
  UserMentionedWebhook,
  WebhookUser,
} from './server/webhooks/types.js';
export type { SharedStorage } from './storage/shared-storage.js';
export { memoryStorage, type SessionStorage } from './storage/storage.js';
export type { Fetch } from './transport/attempt.js';
export type { CallOptions } from './transport/call-options.js';
export type {
  ErrorEvent,
  HookEvent,
  Hooks,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  WarningEvent,
} from './transport/hooks.js';
export type { QueryValue } from './transport/lists/query.js';
export type { Page, PageList, Paging } from './transport/lists/types.js';
export type { Outcome, UidOutcome } from './transport/outcomes.js';
export type { Region } from './transport/send-options.js';
export type { EditableField, ProfileInput, UserFields, UserInput } from './user/fields.js';
export { User } from './user/user.js';
