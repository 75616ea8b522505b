import '@fontsource-variable/inter';
import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import '@/styles/index.css';

import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';

import { session, watchOtherTabs } from '@/api';
import { App } from '@/app/App';
import { watchTheme } from '@/lib/theme';

watchTheme();
watchOtherTabs();
void session.token();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
// A transition is drawn in short steps, between which the document's first words can be painted and a tap be heard.
startTransition(() => {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
