// `tsc -p test/interop` checks this file against the typings of the vendor's Chat SDK and UI kit. Nothing runs it.
// `CometChat` as a type is the vendor's namespace here, as in an app that imports the vendor's SDK.
import { CometChat } from '@cometchat/chat-sdk-javascript';
import {
  CometChatMessageComposer,
  CometChatMessageHeader,
  CometChatMessageList,
  CometChatUIKit,
  CometChatUsers,
} from '@cometchat/chat-uikit-react';
import { createClient, CometChat as Ours, type User } from 'cometchat-users';
import { useCometChatUser } from 'cometchat-users/react';

const client = createClient({ appId: 'app', region: 'us' });
const our = new Ours.User('ann', 'Ann');
const their = new CometChat.User('ann');

/** Our user where the vendor's is wanted. */
export async function ourUserInTheirs(): Promise<void> {
  const variable: CometChat.User = our;
  const users: CometChat.User[] = [our, their];
  const found: CometChat.User | null = await Ours.getLoggedinUser();
  await CometChat.createUser(our, 'key');
  await CometChat.updateUser(await client.getUser('bo'), 'key');
  await CometChat.updateCurrentUserDetails(our);
  await CometChatUIKit.createUser(our);
  await CometChatUIKit.updateUser(our);
  new CometChat.TextMessage('bo', 'Hello', 'user').setSender(our);
  const name: (user: CometChat.User) => string = (user) => user.getName();
  name(our);
  void [variable, users, found];
}

/** Our user in the components of the kit. */
export function Chat() {
  const me = useCometChatUser();
  if (!me) return null;
  return (
    <>
      <CometChatUsers activeUser={me} />
      <CometChatMessageHeader user={me} />
      <CometChatMessageList user={me} />
      <CometChatMessageComposer user={me} />
    </>
  );
}

/** The vendor's user in our operations, and in those of the facade. */
export async function theirUserInOurs(): Promise<void> {
  for (const api of [client, Ours]) {
    const created: User = await api.createUser(their, 'key');
    await api.updateUser(their, 'key');
    await api.updateCurrentUserDetails(their);
    await api.getUser(their);
    await api.getUser(created);
  }
}

/** The vendor's listener and settings in ours. */
export async function theirListenerAndSettingsInOurs(): Promise<void> {
  const listener = new CometChat.LoginListener({ loginSuccess: (user: CometChat.User) => user.getUid() });
  Ours.addLoginListener('theirs', listener);
  const settings: CometChat.AppSettings = new CometChat.AppSettingsBuilder().setRegion('us').build();
  await Ours.init('app', settings);
}

/** The overloads for the vendor's types do not make wrong code compile. */
export function stillErrors(): void {
  const cleared: User = our.setLink(null).setMetadata(null).setLink('https://example.com').setMetadata({ a: 1 });
  Ours.addLoginListener('inferred', { loginSuccess: (user) => user.touched });
  // @ts-expect-error: the user is no number.
  Ours.addLoginListener('wrong', { loginSuccess: (count: number) => count + 1 });
  // @ts-expect-error: no such field.
  void client.createUser({ uid: 'ann', nickname: 'Ann' }, 'key');
  // @ts-expect-error: a link is a text.
  our.setLink(3);
  // @ts-expect-error: metadata is an object.
  our.setMetadata('text');
  // @ts-expect-error: the users in the kit's typings have a type, so this file checks something.
  void (<CometChatUsers activeUser={{ uid: 'ann' }} />);
  void cleared;
}

/** Exceptions are not assignable, in either direction: `details` is a text in the vendor's type and an object in ours. */
export function exceptions(
  our: InstanceType<typeof Ours.CometChatException>,
  their: CometChat.CometChatException,
): unknown[] {
  // @ts-expect-error: `details` differs.
  const one: CometChat.CometChatException = our;
  // @ts-expect-error: it has no `kind`, for example.
  const other: InstanceType<typeof Ours.CometChatException> = their;
  // The parts that most code uses have the same names and types.
  const common: { code?: string | number; name?: string; message?: string } = our;
  return [one, other, common];
}
