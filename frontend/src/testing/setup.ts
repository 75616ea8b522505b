import '@testing-library/jest-dom/vitest';

import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';

import { session } from '@/api';

import { server } from './server';

// A screen's chunk is fetched and compiled within the first wait. A failure names its element, not the page.
configure({
  asyncUtilTimeout: 5000,
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
afterEach(() => {
  cleanup();
  server.resetHandlers();
  session.end();
  window.localStorage.clear();
  vi.useRealTimers();
});
afterAll(() => server.close());
