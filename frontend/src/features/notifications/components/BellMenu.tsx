import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { Popover as Radix } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, ErrorState, IconButton, Loading, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';
import { formatRelativeDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { bellQuery, unreadQuery, useMarkAllRead, useMarkRead } from '../queries';

import type { Notification } from '@/api';

const SHOWN_AT_MOST = 99;

/** The bell of the top bar. What is opened is read. */
export default function BellMenu() {
  const { t } = useTranslation('notifications');
  const [open, setOpen] = useState(false);
  const unread = useQuery(unreadQuery()).data?.unread ?? 0;
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>
        <IconButton label={unread > 0 ? t('bellUnread', { count: unread }) : t('bell')}>
          <Bell size={19} strokeWidth={1.75} aria-hidden />
          {unread > 0 && (
            <span
              aria-hidden
              className="num absolute end-0.5 top-[3px] h-4 min-w-4 rounded-[9px] bg-primary px-1 text-center text-[10px] leading-4 font-semibold text-on-primary"
            >
              {Math.min(unread, SHOWN_AT_MOST)}
            </span>
          )}
        </IconButton>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-label={t('title')}
          className="z-(--z-popover) flex max-h-[min(34rem,80dvh)] w-[min(25rem,calc(100vw-1.5rem))] animate-rise flex-col rounded-md bg-surface shadow-3 ring-1 ring-line focus:outline-none"
        >
          <BellList unread={unread} onLeave={() => setOpen(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function BellList({ unread, onLeave }: { unread: number; onLeave: () => void }) {
  const { t } = useTranslation('notifications');
  const list = useInfiniteQuery(bellQuery());
  const readAll = useMarkAllRead();
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <>
      <header className="flex min-h-14 items-center justify-between gap-4 border-b border-line ps-4 pe-2">
        <h2 className="text-ui font-semibold">{t('title')}</h2>
        {unread > 0 && (
          <Button size="sm" variant="ghost" disabled={readAll.isPending} onClick={() => readAll.mutate()}>
            {t('readAll')}
          </Button>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {list.isPending && (
          <Loading>
            <div className="grid gap-4 p-4">
              {[0, 1, 2].map((row) => (
                <Skeleton key={row} className="h-11 w-full" />
              ))}
            </div>
          </Loading>
        )}
        {list.isError && (
          <div className="px-4">
            <ErrorState title={t('errorTitle')} error={list.error} retry={() => void list.refetch()} />
          </div>
        )}
        {list.isSuccess && rows.length === 0 && (
          <div className="px-8 py-10 text-center">
            <p className="font-[550]">{t('emptyTitle')}</p>
            <p className="mt-1 text-sm text-ink-3">{t('emptyText')}</p>
          </div>
        )}
        <ul>
          {rows.map((row) => (
            <Row key={row.id} row={row} onLeave={onLeave} />
          ))}
        </ul>
        {list.hasNextPage && (
          <div className="p-2">
            <Button
              size="sm"
              variant="ghost"
              block
              disabled={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t('older')}
            </Button>
          </div>
        )}
      </div>
      <Link
        to={paths.account('notifications')}
        onClick={onLeave}
        className="border-t border-line px-4 py-3 text-sm text-ink-2 hover:text-ink"
      >
        {t('settings')}
      </Link>
    </>
  );
}

const ROW = 'grid w-full grid-cols-[8px_1fr_auto] items-baseline gap-x-3 px-4 py-3 text-start hover:bg-tint';

function Row({ row, onLeave }: { row: Notification; onLeave: () => void }) {
  const markRead = useMarkRead();
  const open = () => {
    if (!row.read) markRead.mutate(row.id);
    if (row.url) onLeave();
  };
  const inside = <RowText row={row} />;
  return (
    <li className="not-first:border-t not-first:border-line">
      {row.url ? (
        <Link to={row.url} onClick={open} className={ROW}>
          {inside}
        </Link>
      ) : (
        <button type="button" onClick={open} className={ROW}>
          {inside}
        </button>
      )}
    </li>
  );
}

function RowText({ row }: { row: Notification }) {
  const { t } = useTranslation('notifications');
  const locale = useLocale();
  return (
    <>
      <i aria-hidden className={cx('size-2 rounded-full', !row.read && 'bg-primary')} />
      <span className="min-w-0">
        <b className={cx('block text-ui leading-snug', row.read ? 'font-normal' : 'font-[550]')}>
          {row.title}
          {!row.read && <span className="sr-only"> ({t('unread')})</span>}
        </b>
        {row.body && <span className="mt-0.5 block text-sm text-ink-3">{row.body}</span>}
      </span>
      <time dateTime={row.created_at} className="num text-xs whitespace-nowrap text-ink-3">
        {formatRelativeDay(row.created_at, locale, new Date())}
      </time>
    </>
  );
}
