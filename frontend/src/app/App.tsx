import './messages';

import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router';

import { createQueryClient, session } from '@/api';
import { forgetDoor } from '@/features/checkin';

import type { createRouter } from './router';

export function App({ router }: { router: ReturnType<typeof createRouter> }) {
  const [queryClient] = useState(createQueryClient);

  // What one person was shown must not be there for the next one.
  useEffect(() => {
    let last = session.status();
    return session.subscribe(() => {
      const now = session.status();
      if (now === 'signed-out') {
        queryClient.removeQueries({ type: 'inactive' });
        void queryClient.resetQueries();
        void forgetDoor();
      } else if (now === 'signed-in' && last === 'signed-out') {
        void queryClient.invalidateQueries();
      }
      last = now;
    });
  }, [queryClient]);

  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
