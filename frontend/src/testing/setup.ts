// First of all: the testing library looks for it as soon as it is loaded.
import { shown } from './act';

import '@testing-library/jest-dom/vitest';

import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';

import { session } from '@/api';
import { toasts } from '@/components';
import { palette } from '@/lib/palette';

import { server } from './server';

import './styles';

// A screen's chunk is fetched and compiled within the first wait. A failure names its element, not the page.
configure({
  asyncUtilTimeout: 5000,
  asyncWrapper: shown,
  getElementError: (message) => new Error(message ?? 'not found'),
});

// jsdom has no layout: the few questions about it get a fixed answer.
window.matchMedia = (query: string): MediaQueryList =>
  Object.assign(new EventTarget(), {
    media: query,
    matches: query.includes('min-width'),
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  }) as MediaQueryList;
window.scrollTo = () => undefined;
const nothing = () => undefined;
class NoResize {
  observe = nothing;
  unobserve = nothing;
  disconnect = nothing;
}
window.ResizeObserver = NoResize;
Element.prototype.checkVisibility = () => true;
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.hasPointerCapture = () => false;

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
// Files share a page and its modules, so each test leaves both as it found them: nothing open, nothing said.
afterEach(() => {
  cleanup();
  server.resetHandlers();
  session.end();
  palette.close();
  for (const { id } of toasts.current()) toasts.dismiss(id);
  window.localStorage.clear();
  window.sessionStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  for (const name of document.body.getAttributeNames()) document.body.removeAttribute(name);
  document.body.replaceChildren();
});
afterAll(() => server.close());
