import '@/app/messages';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { RouterProvider, createMemoryRouter } from 'react-router';

import { session } from '@/api';
import { routes } from '@/app/router';

/** The whole application at an address, with a router whose place can be read. */
export function renderAt(path: string, { signedIn = false } = {}) {
  if (signedIn) session.begin('access-1');
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return {
    router,
    place: () => router.state.location.pathname + router.state.location.search,
  };
}
