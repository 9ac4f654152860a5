import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Root } from './root.js';

const authToken = new URLSearchParams(location.search).get('authToken') ?? '';

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Root authToken={authToken} />
  </StrictMode>,
);
