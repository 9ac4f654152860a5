'use client';

export type { CallProgress } from './react/call-tracker.js';
export {
  type UseLogin,
  type UseLogout,
  type UseUpdateProfile,
  useLogin,
  useLogout,
  useUpdateProfile,
} from './react/calls.js';
export { CometChatProvider, type CometChatProviderProps, useCometChatClient } from './react/provider.js';
export { type CometChatSession, SignedIn, SignedOut, useCometChatSession, useCometChatUser } from './react/session.js';
export type { UserListProgress } from './react/user-list.js';
export { type UseUsers, useUsers } from './react/users.js';
