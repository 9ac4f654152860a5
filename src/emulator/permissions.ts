/** The value of a permission: a word, or a list of words. */
export type PermissionValue = string | readonly string[];

/** A permission. Every role has each of them. */
export interface Permission {
  readonly id: string;
  readonly dataType: 'string' | 'stringArray' | 'rolesStringArray' | 'customStringArray';
  /** Absent where any word is valid. */
  readonly availableValues?: readonly string[];
  readonly defaultValue: PermissionValue;
}

const SWITCH = { dataType: 'string', availableValues: ['allow', 'deny'], defaultValue: 'allow' } as const;
const MODE = { dataType: 'string', availableValues: ['all', 'friends'], defaultValue: 'all' } as const;
const ROLES = { dataType: 'rolesStringArray', defaultValue: [] } as const;
const CUSTOM = { dataType: 'customStringArray', defaultValue: [] } as const;
const listOf = (...availableValues: string[]) => ({
  dataType: 'stringArray' as const,
  availableValues,
  defaultValue: [],
});
const MESSAGE_TYPES = listOf('text', 'image', 'audio', 'video', 'file');
const CATEGORIES = listOf('message', 'custom');
const GROUP_TYPES = listOf('public', 'private', 'password');
const SCOPES = listOf('admin', 'moderator', 'participant');

/**
 * The permissions in the samples of the vendor's pages; the service says that it has a few more. An empty list
 * restricts nothing. Source: [RBAC](https://www.cometchat.com/docs/rest-api/rbac-overview) and the pages below it.
 */
export const PERMISSIONS: ReadonlyMap<string, Permission> = new Map(
  Object.entries({
    listUsers: SWITCH,
    'listUsers.mode': MODE,
    'listUsers.allowedRoles': ROLES,
    'getUserDetails.mode': MODE,
    'getUserDetails.allowedRoles': ROLES,
    listMessages: SWITCH,
    'listMessages.allowedMessageCategories': CATEGORIES,
    'listMessages.allowedMessageTypes': MESSAGE_TYPES,
    sendMessage: SWITCH,
    'sendMessage.mode': MODE,
    'sendMessage.allowedReceiverTypes': listOf('user', 'group'),
    'sendMessage.allowedReceiverRoles': ROLES,
    'sendMessage.allowedMessageCategories': CATEGORIES,
    'sendMessage.allowedMessageTypes': MESSAGE_TYPES,
    'sendMessage.allowedCustomTypes': CUSTOM,
    'sendMessage.allowedMimeTypes': CUSTOM,
    editMessage: SWITCH,
    'editMessage.denyForScopes': SCOPES,
    deleteMessage: SWITCH,
    'deleteMessage.denyForScopes': SCOPES,
    listGroups: SWITCH,
    'listGroups.allowedGroupTypes': GROUP_TYPES,
    createGroup: SWITCH,
    'createGroup.allowedGroupTypes': GROUP_TYPES,
    joinGroup: SWITCH,
    'joinGroup.allowedGroupTypes': GROUP_TYPES,
    initiateCall: SWITCH,
    'initiateCall.mode': MODE,
    'initiateCall.allowedReceiverRoles': ROLES,
  }).map(([id, kind]) => [id, { id, ...kind }]),
);
