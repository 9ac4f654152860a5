import { useLoaderData } from 'react-router';
import { Root } from '../cometchat/root.js';
import { admin } from '../server/admin.js';

export async function loader() {
  const { authToken } = await admin.authTokens.create('kevin');
  return { authToken };
}

export default function Home() {
  const { authToken } = useLoaderData<typeof loader>();
  return <Root authToken={authToken} />;
}
