import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';

import { cx } from '@/lib/cx';

import type { ReactNode } from 'react';

interface TabsNavProps {
  label: string;
  tabs: readonly { to: string; label: ReactNode; count?: number; end?: boolean }[];
  className?: string;
}

/** Tabs that are addresses: a navigation with links, so that each can be linked to and gone back to. */
export function TabsNav({ label, tabs, className }: TabsNavProps) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a phone the row scrolls: the place where one is stays in view.
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && here) {
      nav.current.scrollLeft = here.offsetLeft - (nav.current.clientWidth - here.offsetWidth) / 2;
    }
  }, [pathname]);
  return (
    <nav
      ref={nav}
      aria-label={label}
      className={cx(
        'bleed no-scrollbar relative flex gap-[22px] overflow-x-auto border-b border-line wide:gap-[26px]',
        className,
      )}
    >
      {tabs.map((tab) => (
        <NavLink
          key={tab.to}
          to={tab.to}
          end={tab.end ?? false}
          className={({ isActive }) =>
            cx(
              '-mb-px flex min-h-11 items-center gap-1.5 text-ui font-medium whitespace-nowrap',
              isActive
                ? 'font-semibold text-ink shadow-[inset_0_-2px_0_var(--primary)]'
                : 'text-ink-2 hover:text-ink',
            )
          }
        >
          {tab.label}
          {tab.count !== undefined && <span className="num font-medium text-ink-3">{tab.count}</span>}
        </NavLink>
      ))}
    </nav>
  );
}
