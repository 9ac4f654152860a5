import { CometChat, CometChatCalls, createClient } from 'cometchat-users';
import { CometChatProvider } from 'cometchat-users/react';
import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app.js';
import { Eager } from './eager.js';
import { Lists } from './lists.js';

// The address has the instructions. The results for a test are left on the window.
const params = new URLSearchParams(location.search);
const authKey = params.get('authKey') ?? '';
const page = window as unknown as {
  subscriptions: number;
  recovered: string[];
  unmount: () => void;
  init: (appId: string) => Promise<boolean>;
  initCalls: () => Promise<unknown>;
};

const emulator = params.get('emulator') ?? '';
page.init = (appId) =>
  CometChat.init(appId, new CometChat.AppSettingsBuilder().setRegion('us').useEmulator(emulator).build());
page.initCalls = () => CometChatCalls.init({ appId: 'app-1', region: 'us', emulator, host: emulator });

const client = createClient({ appId: 'app-1', region: 'us', emulator });
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
    <CometChatProvider {...(!params.has('facade') && { client })}>
      <View />
    </CometChatProvider>
  </StrictMode>
);

const place = document.getElementById('root') as HTMLElement;
page.recovered = [];
if (params.has('hydrate')) {
  // By then the user is known, and the markup does not show it.
  await client.session.ready;
  const root = hydrateRoot(place, app, { onRecoverableError: (error) => page.recovered.push(String(error)) });
  page.unmount = () => root.unmount();
} else {
  const root = createRoot(place);
  page.unmount = () => root.unmount();
  root.render(app);
}
