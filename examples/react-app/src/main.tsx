import { CometChatProvider } from 'cometchat-users/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { client } from './chat';
import './styles/theme.css';
import './styles/layout.css';
import './styles/forms.css';
import './styles/people.css';

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <CometChatProvider client={client}>
      <App />
    </CometChatProvider>
  </StrictMode>,
);
