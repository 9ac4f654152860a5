/** A feature that can be restricted for a role. */
export interface Feature {
  readonly key: string;
  readonly title: string;
  readonly path: string;
}

/** The path of each feature, by its key, without the API version. */
const PATHS: Readonly<Record<string, string>> = {
  addMember: '/groups/{{guid}}/members',
  ban: '/groups/{{guid}}/bannedusers/{{uid}}',
  blockUser: '/blockedusers',
  changeScope: '/groups/{{guid}}/members/{{uid}}',
  createCall: '/calls',
  createGroup: '/groups',
  createMessage: '/messages',
  createMessageThread: '/messages/{{id}}/thread',
  deleteCall: '/calls/{{sessionid}}',
  deleteConversationForUser: '/users/{{uid}}/conversation',
  deleteGroup: '/groups/{{guid}}',
  deleteGroupMessages: '/groups/{{guid}}/messages',
  deleteMessage: '/messages/{{id}}',
  getBlockedUsers: '/blockedusers',
  getCall: '/calls/{{sessionid}}',
  getConversation: '/users/{{uid}}/conversation',
  getGroup: '/groups/{{guid}}',
  getGroupMessages: '/groups/{{guid}}/messages',
  getMember: '/groups/{{guid}}/members/{{uid}}',
  getMessage: '/messages/{{id}}',
  getMyDetails: '/me',
  getUser: '/users/{{uid}}',
  getUserMessages: '/users/{{uid}}/messages',
  joinGroup: '/groups/{{guid}}/members',
  kickMember: '/groups/{{guid}}/members/{{uid}}',
  leaveGroup: '/groups/{{guid}}/members',
  listBannedUsers: '/groups/{{guid}}/bannedusers',
  listCalls: '/calls',
  listConversations: '/conversations',
  listGroupMembers: '/groups/{{guid}}/members',
  listGroups: '/groups',
  listMessages: '/messages',
  listSettings: '/settings',
  listThreadedMessages: '/messages/{{id}}/thread',
  listUsers: '/users',
  logout: '/me',
  massMemberOperate: '/groups/{{guid}}/members',
  patchOwner: '/groups/{{guid}}/owner',
  unban: '/groups/{{guid}}/bannedusers/{{uid}}',
  unblockUser: '/blockedusers',
  updateAuthToken: '/me',
  updateCall: '/calls/{{sessionid}}',
  updateGroup: '/groups/{{guid}}',
  updateMessage: '/messages/{{id}}',
};

/**
 * Finds a feature by its key. The vendor's pages write keys both with and without a leading `u.`. Source:
 * [restrict features](https://www.cometchat.com/docs/rest-api/restrict-features), which is deprecated.
 */
export function findFeature(key: string): Feature | undefined {
  const name = key.replace(/^u\./, '');
  if (!Object.hasOwn(PATHS, name)) return undefined;
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter}`);
  return { key: `u.${name}`, title: words.charAt(0).toUpperCase() + words.slice(1), path: `/v3${PATHS[name]}` };
}
