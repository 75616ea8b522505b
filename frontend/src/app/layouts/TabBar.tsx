import { Award, BookOpen, CircleGauge, Compass, MessagesSquare } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';

import { useSession } from '@/api';
import { paths } from '@/config/paths';
import { RoomsBadge } from '@/features/community';
import { cx } from '@/lib/cx';

/** The learner's bar on a phone. */
export function TabBar() {
  const { t } = useTranslation('app');
  const status = useSession();
  const tabs = [
    { to: paths.catalogue, label: t('nav.discover'), Icon: Compass, end: true },
    { to: paths.learning, label: t('nav.learningShort'), Icon: BookOpen, end: false },
    { to: paths.cpd, label: t('nav.cpdShort'), Icon: CircleGauge, end: false },
    { to: paths.certificates, label: t('nav.certificates'), Icon: Award, end: false },
    { to: paths.rooms, label: t('nav.rooms'), Icon: MessagesSquare, end: false },
  ];
  return (
    <nav
      aria-label={t('nav.label')}
      className="fixed inset-x-0 bottom-0 z-(--z-nav) grid grid-cols-5 border-t border-line bg-surface px-1.5 pt-1.5 pb-[max(10px,env(safe-area-inset-bottom))] wide:hidden"
    >
      {tabs.map(({ to, label, Icon, end }) => (
        <NavLink
          key={to}
          to={to}
          end={end}
          className={({ isActive }) =>
            cx(
              'grid justify-items-center gap-[3px] py-1.5 text-2xs',
              isActive ? 'font-semibold text-primary-text' : 'font-medium text-ink-3',
            )
          }
        >
          <span className="relative">
            <Icon size={22} strokeWidth={1.75} aria-hidden />
            {to === paths.rooms && status === 'signed-in' && (
              <Suspense>
                <RoomsBadge className="absolute start-3.5 -top-1" />
              </Suspense>
            )}
          </span>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
