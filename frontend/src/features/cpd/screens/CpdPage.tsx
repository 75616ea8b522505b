import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import {
  ButtonLink,
  CategorySwatch,
  Credits,
  DateText,
  EmptyState,
  ErrorState,
  LoadMore,
  Loading,
  PageHead,
  Skeleton,
  Status,
} from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';

import '../messages';
import { CpdSum } from '../components/CpdSum';
import { ledgerQuery } from '../queries';

import type { LedgerEntry } from '@/api';

export function CpdPage() {
  const { t } = useTranslation('cpd');
  const list = useInfiniteQuery(ledgerQuery());
  const entries = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <div className="wrap">
      <PageHead title={t('title')} lede={t('lede')} />
      {list.isPending && (
        <Loading>
          <Skeleton className="h-64 w-full" />
        </Loading>
      )}
      {list.isError && (
        <ErrorState title={t('errorTitle')} error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isSuccess && entries.length === 0 && (
        <EmptyState
          title={t('emptyTitle')}
          action={
            <ButtonLink to={paths.catalogue} variant="primary">
              {t('discover')}
            </ButtonLink>
          }
        >
          {t('emptyText')}
        </EmptyState>
      )}
      {entries.length > 0 && (
        <div className="grid gap-10 wide:grid-cols-[minmax(0,1fr)_340px] wide:gap-16">
          <section className="max-wide:order-last">
            <h2 className="d4">{t('ledger')}</h2>
            <ul className="mt-3.5 border-t border-line">
              {entries.map((entry) => (
                <LedgerRow key={entry.id} entry={entry} />
              ))}
            </ul>
            <LoadMore
              hasMore={list.hasNextPage}
              loading={list.isFetchingNextPage}
              onLoad={() => void list.fetchNextPage()}
            />
          </section>
          <CpdSum />
        </div>
      )}
    </div>
  );
}

function LedgerRow({ entry }: { entry: LedgerEntry }) {
  const { t } = useTranslation('cpd');
  const reversal = entry.kind === 'reversal';
  return (
    <li className="flex items-center gap-4 border-b border-line py-4">
      <div className="min-w-0 flex-1">
        <p className="font-[550]">
          <Link
            to={paths.certificate(entry.certificate.code)}
            className="decoration-1 underline-offset-4 hover:underline"
          >
            {entry.certificate.title}
          </Link>
        </p>
        <p className="num mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
          <DateText value={entry.earned_on} />
          <span className="inline-flex items-center gap-2">
            <CategorySwatch category={entry.credit_type.category} />
            {entry.credit_type.name}, {entry.accreditor.name}
          </span>
          {reversal && <Status tone="warning">{t('reversal')}</Status>}
        </p>
      </div>
      <Credits amount={entry.amount} className={cx(reversal && '!text-warning')} />
    </li>
  );
}
