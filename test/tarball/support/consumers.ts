/** The code of an app, for each entry: its important types, and errors of the compiler for wrong code. */
const CLIENT = `
import {
  CometChat, CometChatCalls, type CometChatClient, type ErrorKind, type SessionState,
  createClient, isCometChatException, memoryStorage, User, type UserInput,
} from 'cometchat-users';

const user: CometChat.User = new CometChat.User('kevin').setName('Kevin').setRole('admin').setTags(['beta']);
const department: string = user.getMetadata().department;
const input: UserInput = { uid: 'ann', name: 'Ann', metadata: { department } };
const client: CometChatClient = createClient({ appId: 'a', region: 'us', storage: memoryStorage(), hooks: { onRetry: ({ waitMs }) => waitMs } });
client.session.on('signedIn', ({ user, previousUid }) => [user.getMetadata().department, previousUid?.length]);
client.session.on('signedOut', ({ reason }) => reason === 'userGone');
const state: SessionState = client.session.getSnapshot();
if (state.status === 'signedIn') state.user satisfies User;
export async function logIn(signal: AbortSignal): Promise<ErrorKind | undefined> {
  try {
    await CometChat.init('a', new CometChat.AppSettingsBuilder().setRegion('us').build());
    const mine: CometChat.User | null = await CometChat.getLoggedinUser();
    await client.createUser(mine ?? input, 'key', { signal });
    const calls: CometChatCalls.User = await CometChatCalls.login('token');
    return calls.uid === '' ? undefined : 'validation';
  } catch (error) {
    if (isCometChatException(error) && error.code === 'ERR_UID_NOT_FOUND') return error.kind;
    throw error;
  }
}
CometChat.addLoginListener('a', new CometChat.LoginListener({ loginFailure: (error: CometChat.CometChatException) => error.hint }));
// @ts-expect-error: there is no such event
client.session.on('signedin', () => {});
// @ts-expect-error: a client has no place for a REST key
createClient({ appId: 'a', region: 'us', apiKey: 'secret' });
// @ts-expect-error: tags are a list
user.setTags('x');
// @ts-expect-error: there is no such role
user.setRole('root');
// @ts-expect-error: it is a text
user.getMetadata().department.toFixed();
`;

const REGISTER = `
export {};
declare module 'cometchat-users' {
  interface Register { metadata: { department: string }; role: 'default' | 'admin' }
}
`;

const EMULATOR = `
import { createEmulator, type Emulator } from 'cometchat-users/emulator';
const emulator: Emulator = createEmulator({ users: [{ uid: 'kevin', name: 'Kevin' }] });
export const keys: string[] = [emulator.authKey, emulator.apiKey];
// @ts-expect-error: there is no such option
createEmulator({ user: [] });
`;

const REACT = `
import { createClient, type SessionState, type User } from 'cometchat-users';
import { CometChatProvider, useCometChatSession, useCometChatUser, useLogin } from 'cometchat-users/react';
const client = createClient({ appId: 'a', region: 'us' });
function Who() {
  const state: SessionState = useCometChatSession();
  const user: User | null = useCometChatUser();
  const { login, pending, error } = useLogin();
  return <button disabled={pending} onClick={() => login('token')}>{error?.message ?? user?.getMetadata().department ?? state.status}</button>;
}
export const app = <CometChatProvider client={client}><Who /></CometChatProvider>;
export const facade = <CometChatProvider><Who /></CometChatProvider>;
// @ts-expect-error: these are options, and not a client
export const wrong = <CometChatProvider client={{ appId: 'a', region: 'us' }}><Who /></CometChatProvider>;
`;

const SERVER = `
import { createAdmin, createTokenEndpoint, type User } from 'cometchat-users/server';
const admin = createAdmin({ appId: 'a', region: 'us', apiKey: 'secret' });
export const handle: (request: Request) => Promise<Response> = createTokenEndpoint({ admin, authenticate: () => ({ uid: 'kevin' }) });
export const name = async (): Promise<string | undefined> => (await admin.users.get('kevin') satisfies User).name;
// @ts-expect-error: without a key it is no admin
createAdmin({ appId: 'a', region: 'us' });
`;

const SCHEMAS = `
import { createClient } from 'cometchat-users';
import { profileSchema, uidSchema, userSchema, type UserCreate, type UserUpdateInput } from 'cometchat-users/schemas';
const client = createClient({ appId: 'a', region: 'us' });
const user: UserCreate = userSchema.parse({});
client.createUser(user, 'key');
client.updateCurrentUserDetails(profileSchema.parse({}));
export const names: (string | undefined)[] = [user.name, user.metadata?.department, uidSchema.parse('Kevin')];
export const changes: UserUpdateInput = { uid: 'kevin', avatar: null, role: 'admin' };
// @ts-expect-error: a profile has no role
profileSchema.parse({}).role;
// @ts-expect-error: there is no such role
export const wrong: UserUpdateInput = { uid: 'kevin', role: 'root' };
`;

const VENDOR = `
import { CometChat, createClient } from 'cometchat-users';
import { attachVendor, type VendorAttachment, type VendorChat } from 'cometchat-users/vendor';
declare const chat: VendorChat;
const client = createClient({ appId: 'a', region: 'us', adoptVendorSession: true });
export const attachments: VendorAttachment[] = [attachVendor(client, { chat }), attachVendor(CometChat, { chat })];
export const uid: string | undefined = attachments[0]?.getSnapshot();
// @ts-expect-error: the vendor's SDK is missing
attachVendor(client, {});
`;

const SCRIPT = `import 'cometchat-users/script';\n`;

/** By the key of the entry: the file's name and its text. */
export const CONSUMERS: Record<string, Record<string, string>> = {
  '.': { 'client.ts': CLIENT, 'register.ts': REGISTER },
  './emulator': { 'emulator.ts': EMULATOR },
  './react': { 'react.tsx': REACT },
  './server': { 'server.ts': SERVER },
  './schemas': { 'schemas.ts': SCHEMAS },
  './vendor': { 'vendor.ts': VENDOR },
  './script': { 'script.ts': SCRIPT },
};
