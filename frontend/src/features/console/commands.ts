import { useTranslation } from 'react-i18next';

import { paths } from '@/config/paths';

import './messages';
import { placesFor } from './nav';
import { may } from './organization';

import type { Organization } from '@/api';
import type { LucideIcon } from 'lucide-react';

export interface ConsolePlace {
  to: string;
  label: string;
  Icon: LucideIcon;
  /** The second key after g. */
  go?: string;
}

const GO: Readonly<Record<string, string>> = { '': 'h', events: 'e', courses: 'c', team: 'p' };

/** Names the places of an organization that the roles of the caller open. */
export function useConsolePlaces(): (organization: Organization) => ConsolePlace[] {
  const { t } = useTranslation('console');
  return (organization) =>
    placesFor(organization).map(({ key, path, Icon }) => ({
      to: paths.org(organization.slug, path),
      label: t(`nav.${key}`),
      Icon,
      ...(GO[path] ? { go: GO[path] } : {}),
    }));
}

/** Where the key after g leads in the console, if the caller may go there. */
export function consolePlaceOf(organization: Organization, go: string): string | undefined {
  const place = placesFor(organization).find(({ path }) => GO[path] === go);
  return place && paths.org(organization.slug, place.path);
}

export function mayStartCourse(organization: Organization): boolean {
  return may(organization, 'edit_courses');
}
