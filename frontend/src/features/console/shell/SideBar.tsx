import { useQuery } from '@tanstack/react-query';
import { Check, ChevronsUpDown, GraduationCap, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';

import { Avatar, Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components';
import { paths } from '@/config/paths';
import { meQuery } from '@/features/accounts';
import { cx } from '@/lib/cx';

import { placesFor, type Place } from '../nav';

import { OrganizationMark } from './OrganizationMark';

import type { Organization } from '@/api';

interface SideBarProps {
  organization: Organization;
  all: readonly Organization[];
  /** On a phone the bar is a drawer, which closes when a place is chosen. */
  onLeave?: (() => void) | undefined;
}

export function SideBar({ organization, all, onLeave }: SideBarProps) {
  const { t } = useTranslation('console');
  const { data: me } = useQuery(meQuery());
  const places = placesFor(organization);
  const work = places.filter((place) => place.group === 'work');
  const house = places.filter((place) => place.group === 'organization');
  return (
    <>
      <Switcher organization={organization} all={all} onLeave={onLeave} />
      <nav aria-label={t('nav.label')} className="grid gap-0.5">
        {work.map((place) => (
          <PlaceLink key={place.key} place={place} organization={organization} onLeave={onLeave} />
        ))}
        {house.length > 0 && (
          <p className="px-2.5 pt-4 pb-1.5 text-xs font-medium text-ink-3">{t('nav.organization')}</p>
        )}
        {house.map((place) => (
          <PlaceLink key={place.key} place={place} organization={organization} onLeave={onLeave} />
        ))}
      </nav>
      <div className="mt-auto grid gap-0.5 pt-4">
        <Link to={paths.learning} className={ROW}>
          <GraduationCap size={18} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('nav.learn')}
        </Link>
        {me && (
          <Link to={paths.account()} className={ROW}>
            <Avatar name={me.display_name} url={me.avatar_url} size={24} />
            <span className="truncate">{me.display_name}</span>
          </Link>
        )}
      </div>
    </>
  );
}

const ROW =
  'flex h-11 items-center gap-[11px] rounded-[8px] px-2.5 text-ui font-medium text-ink-2 hover:bg-tint wide:h-9';

interface PlaceLinkProps {
  place: Place;
  organization: Organization;
  onLeave: (() => void) | undefined;
}

function PlaceLink({ place, organization, onLeave }: PlaceLinkProps) {
  const { t } = useTranslation('console');
  return (
    <NavLink
      to={paths.org(organization.slug, place.path)}
      end={place.path === ''}
      onClick={onLeave}
      className={({ isActive }) =>
        cx(
          'flex h-11 items-center gap-[11px] rounded-[8px] px-2.5 text-ui font-medium wide:h-9',
          isActive
            ? 'bg-surface text-ink shadow-[var(--sh-1),0_0_0_1px_var(--line)] [&_svg]:text-primary-text'
            : 'text-ink-2 hover:bg-tint [&_svg]:text-ink-3',
        )
      }
    >
      <place.Icon size={18} strokeWidth={1.75} aria-hidden />
      {t(`nav.${place.key}`)}
    </NavLink>
  );
}

function Switcher({ organization, all, onLeave }: SideBarProps & { onLeave: (() => void) | undefined }) {
  const { t } = useTranslation('console');
  const roles = organization.roles.map((role) => t(`role.${role}`)).join(', ');
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="mb-3 flex w-full items-center gap-2.5 rounded-md p-2 text-start hover:bg-tint"
        >
          <OrganizationMark organization={organization} />
          <span className="min-w-0 flex-1">
            <b className="line-clamp-2 text-ui leading-tight font-semibold">{organization.name}</b>
            <small className="block truncate text-xs text-ink-3">{roles}</small>
          </span>
          <span className="sr-only">{t('nav.switch')}</span>
          <ChevronsUpDown size={16} strokeWidth={1.75} aria-hidden className="flex-none" />
        </button>
      }
    >
      <MenuLabel>{t('nav.yours')}</MenuLabel>
      {all.map((one) => (
        <MenuItem key={one.id} asChild>
          <Link to={paths.org(one.slug)} onClick={onLeave}>
            <OrganizationMark organization={one} size={24} />
            <span className="max-w-56 min-w-0 flex-1 truncate">{one.name}</span>
            {one.id === organization.id && (
              <Check size={16} strokeWidth={1.75} aria-hidden className="text-primary-text" />
            )}
          </Link>
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem asChild>
        <Link to={paths.newOrganization} onClick={onLeave}>
          <Plus size={17} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('nav.start')}
        </Link>
      </MenuItem>
    </Menu>
  );
}
