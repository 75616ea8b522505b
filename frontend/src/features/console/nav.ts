import {
  Award,
  BookOpen,
  CalendarDays,
  House,
  MessagesSquare,
  PenLine,
  Plug,
  Receipt,
  ScanLine,
  ScrollText,
  Settings,
  TicketPercent,
  UserRoundCog,
} from 'lucide-react';

import { may } from './organization';

import type { Organization, Permission } from '@/api';
import type { LucideIcon } from 'lucide-react';

export interface Place {
  key:
    | 'home'
    | 'checkIn'
    | 'events'
    | 'courses'
    | 'assignments'
    | 'certificates'
    | 'rooms'
    | 'promoCodes'
    | 'sales'
    | 'team'
    | 'audit'
    | 'integrations'
    | 'settings';
  path: string;
  Icon: LucideIcon;
  /** Any one of these opens it; none means every member. */
  needs: readonly Permission[];
  group: 'work' | 'organization';
}

export const PLACES: readonly Place[] = [
  { key: 'home', path: '', Icon: House, needs: [], group: 'work' },
  { key: 'events', path: 'events', Icon: CalendarDays, needs: ['manage_events'], group: 'work' },
  { key: 'checkIn', path: 'check-in', Icon: ScanLine, needs: ['check_in'], group: 'work' },
  { key: 'courses', path: 'courses', Icon: BookOpen, needs: ['edit_courses'], group: 'work' },
  { key: 'assignments', path: 'assignments', Icon: PenLine, needs: ['edit_courses'], group: 'work' },
  { key: 'certificates', path: 'certificates', Icon: Award, needs: ['view_certificates'], group: 'work' },
  { key: 'rooms', path: 'rooms', Icon: MessagesSquare, needs: ['moderate_rooms'], group: 'work' },
  {
    key: 'promoCodes',
    path: 'promo-codes',
    Icon: TicketPercent,
    needs: ['manage_promo_codes'],
    group: 'work',
  },
  { key: 'sales', path: 'sales', Icon: Receipt, needs: ['view_sales'], group: 'work' },
  { key: 'integrations', path: 'integrations', Icon: Plug, needs: ['manage_events'], group: 'organization' },
  { key: 'team', path: 'team', Icon: UserRoundCog, needs: ['manage_team'], group: 'organization' },
  { key: 'audit', path: 'audit', Icon: ScrollText, needs: ['view_audit'], group: 'organization' },
  {
    key: 'settings',
    path: 'settings',
    Icon: Settings,
    needs: ['manage_organization', 'manage_billing'],
    group: 'organization',
  },
];

/** What a member finds in the side bar: only what their roles open. */
export function placesFor(organization: Organization): Place[] {
  if (isOnlyDoor(organization)) return PLACES.filter((place) => place.key === 'checkIn');
  return PLACES.filter((place) => isOpen(organization, place));
}

/** Who stands at the door and does nothing else: the console is check-in for them. */
export function isOnlyDoor({ permissions }: Organization): boolean {
  return permissions.length === 1 && permissions[0] === 'check_in';
}

/** Where a page of the console belongs, by its path below the organization's own address. */
export function placeAt(path: string): Place | undefined {
  const [first = ''] = path.split('/');
  return PLACES.find((one) => one.path === first);
}

/** Whether a member's roles open a place. */
export function isOpen(organization: Organization, { needs }: Place): boolean {
  return needs.length === 0 || needs.some((permission) => may(organization, permission));
}
