import { Ellipsis, LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { IconButton, Menu, MenuItem } from '@/components';

import { LeaveDialog } from './LeaveDialog';

import type { BoughtCourse } from '@/api';

/** What can be done with a course of mine besides taking it. A finished course is kept. */
export function LeaveMenu({ item, className }: { item: BoughtCourse; className?: string }) {
  const { t } = useTranslation('learning');
  const [leaving, setLeaving] = useState(false);
  if (item.enrollment.status !== 'active') return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={t('mine.menu', { title: item.course.title })}
            {...(className ? { className } : {})}
          >
            <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem tone="danger" onSelect={() => setLeaving(true)}>
          <LogOut size={17} strokeWidth={1.75} aria-hidden />
          {t('mine.leave')}
        </MenuItem>
      </Menu>
      {leaving && <LeaveDialog item={item} onClose={() => setLeaving(false)} />}
    </>
  );
}
