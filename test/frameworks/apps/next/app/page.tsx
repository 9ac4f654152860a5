import { User } from 'cometchat-users';
import { admin } from './api/cometchat-token/admin';
import { Root } from './root';

export const dynamic = 'force-dynamic';

export default async function Page() {
  const { authToken } = await admin.authTokens.create('kevin');
  return (
    <>
      <p id="server">{new User('Kevin').getUid()}</p>
      <Root authToken={authToken} />
    </>
  );
}
