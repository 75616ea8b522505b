import { createContext, use } from 'react';

import type { Organization, Permission } from '@/api';

export const OrganizationContext = createContext<Organization | null>(null);

/** The organization that the console speaks for; the frame around every page has loaded it. */
export function useOrganization(): Organization {
  const organization = use(OrganizationContext);
  if (!organization) throw new Error('Pages of the console stand inside ConsoleFrame.');
  return organization;
}

export function may(organization: Organization, permission: Permission): boolean {
  return organization.permissions.includes(permission);
}
