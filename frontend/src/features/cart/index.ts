import { lazy } from 'react';

export { cartQuery } from './queries';
export { cartRoutes } from './routes';

/** Both bring their strings with them; wrap them in `Suspense`. */
export const AddToCart = lazy(() => import('./components/AddToCart'));
export const CartLink = lazy(() => import('./components/CartLink'));
