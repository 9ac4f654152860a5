import { CometChat } from '@cometchat/chat-sdk-javascript';
import {
  CometChatConversations,
  CometChatGroups,
  CometChatMessageComposer,
  CometChatMessageHeader,
  CometChatMessageList,
  CometChatProvider,
  CometChatUIKit,
  CometChatUsers,
  UIKitSettingsBuilder,
} from '@cometchat/chat-uikit-react';
import '@cometchat/chat-uikit-react/styles';
import * as cometchatUsers from 'cometchat-users';
import { type ReactNode, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';

let root: Root | undefined;

function render(content: ReactNode): void {
  root ??= createRoot(document.getElementById('root') as HTMLElement);
  root.render(content);
}

/** Shows the kit's three lists. A click on a user opens the chat with that user. */
function showLists(): void {
  render(
    <CometChatProvider>
      <Lists />
    </CometChatProvider>,
  );
}

function showNothing(): void {
  render(null);
}

function Lists() {
  const [chatWith, setChatWith] = useState<CometChat.User>();
  return (
    <div style={{ display: 'flex', height: '100vh' }}>
      <section style={{ flex: 1 }} aria-label="conversations">
        <CometChatConversations />
      </section>
      <section style={{ flex: 1 }} aria-label="users">
        <CometChatUsers onItemClick={setChatWith} />
      </section>
      <section style={{ flex: 1 }} aria-label="groups">
        <CometChatGroups />
      </section>
      {chatWith && (
        <section style={{ flex: 2, display: 'flex', flexDirection: 'column' }} aria-label="open chat">
          <CometChatMessageHeader user={chatWith} />
          <div style={{ flex: 1, minHeight: 0 }}>
            <CometChatMessageList user={chatWith} />
          </div>
          <CometChatMessageComposer user={chatWith} />
        </section>
      )}
    </div>
  );
}

/** Operations of this page. */
export const kitPage = { showLists, showNothing };

// The vendor's Chat SDK and UI kit, unmodified, beside this package.
Object.assign(globalThis, { CometChat, CometChatUIKit, UIKitSettingsBuilder, cometchatUsers, kitPage });
