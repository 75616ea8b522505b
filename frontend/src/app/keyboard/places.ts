import {
  Award,
  Bell,
  BookOpen,
  CalendarDays,
  CircleGauge,
  Compass,
  MessagesSquare,
  Palette,
  Receipt,
  ScanSearch,
  ShieldCheck,
  ShoppingBag,
  Ticket,
  UserRound,
  UserRoundX,
  type LucideIcon,
} from 'lucide-react';

import { paths } from '@/config/paths';
import { consolePlaceOf } from '@/features/console';

import type { Organization } from '@/api';

export interface SitePlace {
  key:
    | 'discover'
    | 'events'
    | 'registrations'
    | 'learning'
    | 'cpd'
    | 'certificates'
    | 'rooms'
    | 'verify'
    | 'cart'
    | 'orders'
    | 'profile'
    | 'security'
    | 'notifications'
    | 'privacy'
    | 'appearance';
  to: string;
  Icon: LucideIcon;
  group: 'places' | 'account';
  /** Only for who has signed in. */
  own: boolean;
  /** The second key after g. */
  go?: string;
}

const PLACES: readonly SitePlace[] = [
  { key: 'discover', to: paths.catalogue, Icon: Compass, group: 'places', own: false, go: 'h' },
  { key: 'events', to: paths.events, Icon: CalendarDays, group: 'places', own: false },
  { key: 'registrations', to: paths.registrations, Icon: Ticket, group: 'places', own: true },
  { key: 'learning', to: paths.learning, Icon: BookOpen, group: 'places', own: true, go: 'e' },
  { key: 'cpd', to: paths.cpd, Icon: CircleGauge, group: 'places', own: true, go: 'p' },
  { key: 'certificates', to: paths.certificates, Icon: Award, group: 'places', own: true, go: 'c' },
  { key: 'rooms', to: paths.rooms, Icon: MessagesSquare, group: 'places', own: true, go: 'r' },
  { key: 'verify', to: paths.verify, Icon: ScanSearch, group: 'places', own: false },
  { key: 'cart', to: paths.cart, Icon: ShoppingBag, group: 'places', own: false },
  { key: 'orders', to: paths.orders, Icon: Receipt, group: 'places', own: true },
  { key: 'profile', to: paths.account('profile'), Icon: UserRound, group: 'account', own: true },
  { key: 'security', to: paths.account('security'), Icon: ShieldCheck, group: 'account', own: true },
  { key: 'notifications', to: paths.account('notifications'), Icon: Bell, group: 'account', own: true },
  { key: 'privacy', to: paths.account('privacy'), Icon: UserRoundX, group: 'account', own: true },
  { key: 'appearance', to: paths.account('appearance'), Icon: Palette, group: 'account', own: true },
];

export function sitePlaces(signedIn: boolean): SitePlace[] {
  return PLACES.filter(({ own }) => signedIn || !own);
}

/** Where the key after g leads: within the console of an organization, or on the site. */
export function placeAfterG(
  go: string,
  signedIn: boolean,
  within: Organization | undefined,
): string | undefined {
  return within ? consolePlaceOf(within, go) : sitePlaces(signedIn).find((place) => place.go === go)?.to;
}
