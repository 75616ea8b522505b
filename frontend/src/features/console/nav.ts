import { Award, BookOpen, House, Receipt, Settings, TicketPercent, UserRoundCog } from 'lucide-react';

import { may } from './organization';

import type { Organization, Permission } from '@/api';
import type { LucideIcon } from 'lucide-react';

export interface Place {
  key: 'home' | 'courses' | 'certificates' | 'promoCodes' | 'sales' | 'team' | 'settings';
  path: string;
  Icon: LucideIcon;
  /** Any one of these opens it; none means every member. */
  needs: readonly Permission[];
  group: 'work' | 'organization';
}

export const PLACES: readonly Place[] = [
  { key: 'home', path: '', Icon: House, needs: [], group: 'work' },
  { key: 'courses', path: 'courses', Icon: BookOpen, needs: ['edit_courses'], group: 'work' },
  { key: 'certificates', path: 'certificates', Icon: Award, needs: ['view_certificates'], group: 'work' },
  {
    key: 'promoCodes',
    path: 'promo-codes',
    Icon: TicketPercent,
    needs: ['manage_promo_codes'],
    group: 'work',
  },
  { key: 'sales', path: 'sales', Icon: Receipt, needs: ['view_sales'], group: 'work' },
  { key: 'team', path: 'team', Icon: UserRoundCog, needs: ['manage_team'], group: 'organization' },
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
  return PLACES.filter(
    ({ needs }) => needs.length === 0 || needs.some((permission) => may(organization, permission)),
  );
}
