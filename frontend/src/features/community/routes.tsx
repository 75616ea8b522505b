import type { RouteObject } from 'react-router';

export const communityRoutes = {
  signedIn: [
    {
      path: 'rooms',
      handle: { fills: true },
      lazy: async () => ({ Component: (await import('./screens/RoomsFrame')).RoomsFrame }),
      children: [
        {
          index: true,
          lazy: async () => ({ Component: (await import('./screens/NoRoomPage')).NoRoomPage }),
        },
        {
          path: ':room',
          handle: { ownBottomBar: true },
          lazy: async () => ({ Component: (await import('./screens/RoomPage')).RoomPage }),
        },
      ],
    },
  ] satisfies RouteObject[],
};
