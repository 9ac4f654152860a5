import '@cometchat/chat-uikit-react/styles';
import { CometChatProvider } from 'cometchat-users/react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { client } from './chat';
import './styles.css';

createRoot(document.getElementById('root') as HTMLElement).render(
  <CometChatProvider client={client}>
    <App />
  </CometChatProvider>,
);
