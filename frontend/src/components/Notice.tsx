import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';

import { cx } from '@/lib/cx';

import type { ReactNode } from 'react';

type NoticeTone = 'success' | 'warning' | 'danger' | 'info' | 'tint';

const LOOKS: Record<NoticeTone, string> = {
  success: 'bg-success-bg text-success',
  warning: 'bg-warning-bg text-warning',
  danger: 'bg-danger-bg text-danger',
  info: 'bg-info-bg text-info',
  tint: 'bg-tint text-primary-text',
};

const ICONS = {
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
  info: Info,
  tint: Info,
} as const;

interface NoticeProps {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** A banner inside the page. Errors are announced; the rest waits to be read. */
export function Notice({ tone = 'info', title, children, action, className }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : undefined}
      className={cx(
        'flex items-start gap-3 rounded-md px-4 py-3.5 text-sm max-wide:flex-wrap',
        LOOKS[tone],
        className,
      )}
    >
      <Icon size={18} strokeWidth={1.75} aria-hidden className="mt-px flex-none" />
      <div className="min-w-0 flex-1 leading-[1.5] text-ink-2">
        {title && <b className="block font-semibold text-ink">{title}</b>}
        {children}
      </div>
      {action && <div className="max-wide:basis-full max-wide:ps-[30px]">{action}</div>}
    </div>
  );
}
