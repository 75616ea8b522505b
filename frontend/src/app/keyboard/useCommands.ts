import { useQuery } from '@tanstack/react-query';
import { Building2, Keyboard, LogIn, LogOut, Monitor, Moon, Plus, Sun, UserRoundPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { session, useSession, type Organization } from '@/api';
import { paths } from '@/config/paths';
import { mayStartCourse, organizationsQuery, useConsolePlaces } from '@/features/console';
import { chooseTheme, useThemeChoice } from '@/lib/theme';

import { sitePlaces } from './places';

import type { LucideIcon } from 'lucide-react';

export interface Command {
  id: string;
  group: string;
  label: string;
  Icon: LucideIcon;
  /** Further words that find it. */
  words?: string;
  /** To the right of the label. */
  detail?: string;
  keys?: readonly string[];
  /** Where it leads, or what it does. */
  act: string | (() => void);
}

interface Asked {
  /** The organization whose console is open. */
  here: string | undefined;
  /** The address to come back to after signing in. */
  place: string;
  onNewCourse: (organization: Organization) => void;
  onShortcuts: () => void;
}

/** Every place and action of this person, the nearest first. */
export function useCommands({ here, place, onNewCourse, onShortcuts }: Asked): Command[] {
  const { t } = useTranslation('palette');
  const signedIn = useSession() === 'signed-in';
  const theme = useThemeChoice();
  const consolePlaces = useConsolePlaces();
  const { data = [] } = useQuery({ ...organizationsQuery(), enabled: signedIn });
  const organizations = signedIn
    ? [...data].sort((a, b) => Number(b.slug === here) - Number(a.slug === here))
    : [];

  const site: Command[] = sitePlaces(signedIn).map(({ key, to, Icon, group, go }) => ({
    id: key,
    group: t(`group.${group}`),
    label: t(`place.${key}`),
    Icon,
    act: to,
    ...(go && !here ? { keys: ['g', go] } : {}),
    ...(key === 'cart' || key === 'orders' ? { words: t(`words.${key}`) } : {}),
  }));
  const houses: Command[] = organizations.flatMap((organization) =>
    consolePlaces(organization).map(({ to, label, Icon, go }) => ({
      id: to,
      group: organization.name,
      label,
      Icon,
      act: to,
      ...(go && organization.slug === here ? { keys: ['g', go] } : {}),
    })),
  );
  const action = (
    id: keyof typeof ICONS,
    act: Command['act'],
    more: Partial<Pick<Command, 'detail' | 'words' | 'keys'>> = {},
  ): Command => ({ id, group: t('group.actions'), label: t(`action.${id}`), Icon: ICONS[id], act, ...more });

  const teaching = organizations.filter(mayStartCourse).map((organization) => ({
    ...action('newCourse', () => onNewCourse(organization), {
      detail: organization.name,
      words: t('words.newCourse'),
    }),
    id: `newCourse ${organization.slug}`,
  }));
  const themes = (['light', 'dark', 'system'] as const)
    .filter((choice) => choice !== theme)
    .map((choice) => action(choice, () => chooseTheme(choice), { words: t('words.theme') }));
  const account = signedIn
    ? [
        action('newOrganization', paths.newOrganization),
        action('signOut', () => void session.signOut(), { words: t('words.signOut') }),
      ]
    : [
        action('signIn', paths.signIn(place), { words: t('words.signIn') }),
        action('signUp', paths.signUp(place)),
      ];
  const actions = [
    ...teaching,
    ...themes,
    action('shortcuts', onShortcuts, { words: t('words.shortcuts'), keys: ['?'] }),
    ...account,
  ];
  return here ? [...houses, ...actions, ...site] : [...site, ...actions, ...houses];
}

const ICONS = {
  newCourse: Plus,
  newOrganization: Building2,
  signIn: LogIn,
  signUp: UserRoundPlus,
  signOut: LogOut,
  light: Sun,
  dark: Moon,
  system: Monitor,
  shortcuts: Keyboard,
} satisfies Record<string, LucideIcon>;

/** Those in which every word of the search begins a word. */
export function matching(commands: readonly Command[], search: string): Command[] {
  const asked = wordsOf(search);
  return commands.filter(({ label, words = '', detail = '', group }) => {
    const known = wordsOf(`${label} ${words} ${detail} ${group}`);
    return asked.every((word) => known.some((one) => one.startsWith(word)));
  });
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
