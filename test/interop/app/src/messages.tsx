import type { CometChat } from '@cometchat/chat-sdk-javascript';
import {
  CometChatConversations,
  CometChatGroups,
  CometChatMessageComposer,
  CometChatMessageHeader,
  CometChatMessageList,
  CometChatProvider,
  CometChatUsers,
} from '@cometchat/chat-uikit-react';
import { useState, useSyncExternalStore } from 'react';
import { vendor } from './chat';

/** The UI kit, once it works as the user of the session. The key makes it start anew for another user. */
export function Messages() {
  const uid = useSyncExternalStore(vendor.subscribe, vendor.getSnapshot, vendor.getServerSnapshot);
  if (uid === undefined) return <p className="wait">Connecting…</p>;
  return (
    <CometChatProvider key={uid}>
      <Lists />
    </CometChatProvider>
  );
}

const LISTS = ['Chats', 'Users', 'Groups'] as const;

function Lists() {
  const [list, setList] = useState<(typeof LISTS)[number]>('Chats');
  const [chat, setChat] = useState<CometChat.User | CometChat.Group>();
  return (
    <div className={chat ? 'messages open' : 'messages'}>
      <nav>
        {LISTS.map((name) => (
          <button type="button" key={name} aria-pressed={name === list} onClick={() => setList(name)}>
            {name}
          </button>
        ))}
      </nav>
      <aside>
        {list === 'Chats' && <CometChatConversations onItemClick={(item) => setChat(item.getConversationWith())} />}
        {list === 'Users' && <CometChatUsers onItemClick={setChat} />}
        {list === 'Groups' && <CometChatGroups onItemClick={setChat} />}
      </aside>
      <main>
        {chat ? <Chat with={chat} onBack={() => setChat(undefined)} /> : <p className="wait">Select a chat.</p>}
      </main>
    </div>
  );
}

function Chat({ with: other, onBack }: { with: CometChat.User | CometChat.Group; onBack: () => void }) {
  const receiver = 'getUid' in other ? { user: other } : { group: other };
  return (
    <>
      <CometChatMessageHeader {...receiver} onBack={onBack} />
      <CometChatMessageList {...receiver} />
      <CometChatMessageComposer {...receiver} />
    </>
  );
}
