import { useOutletContext } from 'react-router';

import type { Organization, Permission } from '@/api';

/** The organization that the console speaks for; the frame around every page has loaded it. */
export function useOrganization(): Organization {
  return useOutletContext<Organization>();
}

export function may(organization: Organization, permission: Permission): boolean {
  return organization.permissions.includes(permission);
}
