import { type CometChatClient, createClient } from 'cometchat-users';
import { CometChatProvider } from 'cometchat-users/react';
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { App } from './app.js';

/** The response of a server for the page. */
export function render(authKey: string): string {
  const client: CometChatClient = createClient({ appId: 'app-1', region: 'us' });
  return renderToString(
    <StrictMode>
      <CometChatProvider client={client}>
        <App authKey={authKey} />
      </CometChatProvider>
    </StrictMode>,
  );
}
