import { lazy } from 'react';

export { communityRoutes } from './routes';

/** Strangers do not pay for what they never see. */
export const CommunityHost = lazy(() => import('./components/CommunityHost'));
export const RoomsBadge = lazy(() => import('./components/RoomsBadge'));
/** What organizers do to a person who writes, beside a report of it. */
export const SilenceDialog = lazy(() => import('./components/SilenceDialog'));
export const ActivityRoom = lazy(() => import('./components/ActivityRoom'));
