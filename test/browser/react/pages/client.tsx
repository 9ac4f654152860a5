import { createClient } from 'cometchat-users';
import { CometChatProvider } from 'cometchat-users/react';
import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app.js';
import { Eager } from './eager.js';
import { Lists } from './lists.js';

// The address says what is to be done; what a test asks for afterwards is left on the window.
const params = new URLSearchParams(location.search);
const authKey = params.get('authKey') ?? '';
const page = window as unknown as {
  subscriptions: number;
  recovered: string[];
  unmount: () => void;
};

const client = createClient({ appId: 'app-1', region: 'us', emulator: params.get('emulator') ?? '' });
const subscribe = client.session.subscribe;
page.subscriptions = 0;
client.session.subscribe = (listener) => {
  page.subscriptions++;
  const stop = subscribe(listener);
  return () => {
    page.subscriptions--;
    stop();
  };
};

function View() {
  if (params.has('eager')) return <Eager authKey={authKey} />;
  return params.has('lists') ? <Lists authKey={authKey} /> : <App authKey={authKey} />;
}

const app = (
  <StrictMode>
    <CometChatProvider client={client}>
      <View />
    </CometChatProvider>
  </StrictMode>
);

const place = document.getElementById('root') as HTMLElement;
page.recovered = [];
if (params.has('hydrate')) {
  // By then it is known who is signed in, and the markup does not know it.
  await client.session.ready;
  const root = hydrateRoot(place, app, { onRecoverableError: (error) => page.recovered.push(String(error)) });
  page.unmount = () => root.unmount();
} else {
  const root = createRoot(place);
  page.unmount = () => root.unmount();
  root.render(app);
}
