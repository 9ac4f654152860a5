import { expect, test } from 'vitest';
import { compile, completionsAt } from './compile.js';

const REGISTER = `
declare module 'cometchat-users' {
  interface Register {
    metadata: { department: string; level?: number };
    role: 'default' | 'admin';
  }
}
export {};
`;

const TYPES = `
import { createClient } from 'cometchat-users';
import { createAdmin } from 'cometchat-users/server';
import {
  profileSchema, uidSchema, userSchema, userUpdateSchema,
  type ProfileUpdate, type ProfileUpdateInput, type UserCreate, type UserCreateInput, type UserUpdate, type UserUpdateInput,
} from 'cometchat-users/schemas';
`;

const APP = `${TYPES}
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** No field may be \`unknown\` or \`any\`: both accept a symbol. */
type Loose<T> = { [K in keyof T]-?: symbol extends T[K] ? K : never }[keyof T];
const isTight: Same<Loose<UserCreate> | Loose<UserCreateInput> | Loose<UserUpdate> | Loose<UserUpdateInput>, never> = true;
const isProfileTight: Same<Loose<ProfileUpdate> | Loose<ProfileUpdateInput>, never> = true;

const uid: string = uidSchema.parse('Kevin');
const user = userSchema.parse(JSON.parse('{}'));
const name: string = user.name;
const avatar: string | null | undefined = user.avatar;
const tags: string[] | undefined = user.tags;

const client = createClient({ appId: 'a', region: 'us' });
const admin = createAdmin({ appId: 'a', region: 'us', apiKey: 'k' });
client.createUser(user, 'key');
admin.users.create(user);
admin.users.ensure(user);
client.updateUser(userUpdateSchema.parse({ uid: 'kevin' }), 'key');
client.updateCurrentUserDetails(profileSchema.parse({ avatar: null }));
const input: UserCreateInput = { uid: 'a', name: 'A', avatar: null, tags: undefined };

// @ts-expect-error: a user to create has a name
const nameless: UserCreateInput = { uid: 'a' };
// @ts-expect-error: a name cannot be cleared
const cleared: ProfileUpdateInput = { name: null };
// @ts-expect-error: a profile has no role
profileSchema.parse({}).role;
// @ts-expect-error: a profile has no uid
profileSchema.parse({}).uid;
`;

const REGISTERED = `${TYPES}
const { role, metadata } = userSchema.parse({});
const known: 'default' | 'admin' | undefined = role;
const department: string | undefined = metadata?.department;
const level: number | undefined = profileSchema.parse({}).metadata?.level;
const input: UserUpdateInput = { uid: 'a', role: 'admin', metadata: { department: 'IT', '@private': { salary: 1 } } };
// @ts-expect-error: there is no such role
const wrongRole: UserCreateInput = { uid: 'a', name: 'A', role: 'root' };
// @ts-expect-error: there is a department
const wrongMetadata: ProfileUpdateInput = { metadata: { level: 1 } };
`;

/** The Standard Schema interface, as a library declares it. */
const STANDARD = `${TYPES}
interface StandardSchema<Input, Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Result<Output> | Promise<Result<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}
type Result<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined }[] };
declare function procedure<I, O>(schema: StandardSchema<I, O>, handle: (input: O) => void): (input: I) => void;
const create = procedure(userSchema, (user) => user.name.toUpperCase());
create({ uid: 'kevin', name: 'Kevin' });
// @ts-expect-error: the name is missing
create({ uid: 'kevin' });
procedure(uidSchema, (uid) => uid.toUpperCase())('kevin');
`;

test('the inferred types name every field, and the methods accept them unchanged', () => {
  expect(compile({ app: APP })).toEqual([]);
});

test('registered metadata and roles are in the inferred types', () => {
  expect(compile({ register: REGISTER, app: REGISTERED })).toEqual([]);
});

test('a library that takes Standard Schema infers both sides', () => {
  expect(compile({ app: STANDARD })).toEqual([]);
});

test('an editor has a text for each field of an input', () => {
  const text = `import type { UserCreateInput } from 'cometchat-users/schemas';\nconst user: UserCreateInput = { | };`;
  const { names, docs } = completionsAt(text, 'all');
  expect(names.sort()).toEqual(['avatar', 'link', 'metadata', 'name', 'role', 'statusMessage', 'tags', 'uid']);
  expect(names.filter((name) => !/\w+\W+\w+/.test(docs[name] ?? ''))).toEqual([]);
});

test('an editor has a text for each export', () => {
  const { names, docs } = completionsAt(`import * as schemas from 'cometchat-users/schemas';\nschemas.|`, 'all');
  expect(names.sort()).toEqual(['profileSchema', 'uidSchema', 'userSchema', 'userUpdateSchema']);
  expect(names.filter((name) => !/\w+\W+\w+/.test(docs[name] ?? ''))).toEqual([]);
});
