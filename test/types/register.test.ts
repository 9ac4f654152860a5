import { expect, test } from 'vitest';
import { compile } from './compile.js';

const REGISTER = `
declare module 'cometchat-users' {
  interface Register {
    metadata: { department: string; level?: number };
    role: 'default' | 'admin';
  }
}
export {};
`;

const APP = `
import { CometChat, createClient, User, type UserInput, type UserMetadata, type UserRole } from 'cometchat-users';
const user = new CometChat.User('kevin').setMetadata({ department: 'IT', '@private': { salary: 1 } }).setRole('admin');
const department: string = user.getMetadata().department;
const level: number | undefined = user.metadata?.level;
const role: 'default' | 'admin' | undefined = user.role;
const input: UserInput = { uid: 'a', name: 'A', metadata: { department: 'IT' }, role: 'default' };
const metadata: UserMetadata = { department: 'IT' };
const roles: UserRole[] = ['default', 'admin'];
const client = createClient({ appId: 'a', region: 'us' });
client.createUser(input, 'key');
client.updateCurrentUserDetails({ metadata: { department: 'HR' } });
client.session.on('signedIn', ({ user }) => user.getMetadata().department.toUpperCase());

// @ts-expect-error: there is no such role
user.setRole('root');
// @ts-expect-error: a department is a text
user.setMetadata({ department: 5 });
// @ts-expect-error: there is a department
user.setMetadata({ level: 1 });
// @ts-expect-error: there is no such field
user.getMetadata().salary;
// @ts-expect-error: there is no such role
const wrongRole: UserInput = { uid: 'a', name: 'A', role: 'root' };
// @ts-expect-error: a level is a number
const wrongLevel: UserInput = { uid: 'a', name: 'A', metadata: { department: 'IT', level: 'x' } };
// @ts-expect-error: there is no such role
new User({ uid: 'a', role: 'root' });
// @ts-expect-error: what is private is an object
user.setMetadata({ department: 'IT', '@private': 5 });
`;

const UNREGISTERED = `
import { CometChat } from 'cometchat-users';
const user = new CometChat.User('kevin').setMetadata({ anything: [1] }).setRole('any-role');
const unknown: unknown = user.getMetadata().anything;
// @ts-expect-error: nothing is known of it
const text: string = user.getMetadata().anything;
// @ts-expect-error: it is an object
user.setMetadata('x');
`;

test('an app that registers its metadata and roles has them everywhere', () => {
  expect(compile({ register: REGISTER, app: APP })).toEqual([]);
});

test('an app that registers none may use any', () => {
  expect(compile({ unregistered: UNREGISTERED })).toEqual([]);
});
