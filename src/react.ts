'use client';

export { useLogin } from './react/login.js';
export type { UseLogin } from './react/login-tracker.js';
export { CometChatProvider, type CometChatProviderProps, useCometChatClient } from './react/provider.js';
export { useCometChatSession, useCometChatUser } from './react/session.js';
