import '@fontsource-variable/inter';
import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import '@/styles/index.css';

import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';

import { session, watchOtherTabs } from '@/api';
import { App } from '@/app/App';
import { createRouter } from '@/app/router';
import { breathe } from '@/lib/breathe';
import { LOCALE } from '@/lib/i18n';
import { watchTheme } from '@/lib/theme';

watchTheme();
watchOtherTabs();
void session.token();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
void start(root);

/** In short steps, between which the document's first words can be painted and a tap be heard. */
async function start(place: HTMLElement): Promise<void> {
  await breathe();
  const router = createRouter(); // fetches the first page's script
  await breathe();
  // A transition is drawn in short steps too.
  startTransition(() => {
    createRoot(place).render(
      <StrictMode>
        <App router={router} />
      </StrictMode>,
    );
  });
  await breathe();
  // The first use of any locale reads the tables of all. Better now, while the page waits for its data.
  Intl.NumberFormat.supportedLocalesOf(LOCALE);
}
