import { Suspense, lazy, useSyncExternalStore } from 'react';

import { toasts } from './toast';

const Toaster = lazy(() => import('./Toaster'));

/** Costs nothing until there is something to say. */
export function ToastHost() {
  const some = useSyncExternalStore(toasts.subscribe, () => toasts.current().length > 0);
  return some ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
}
