import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import {
  Button,
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
import { ActivitySheet } from '../components/ActivitySheet';
import { CpdSum } from '../components/CpdSum';
import { CycleCard } from '../components/CycleCard';
import { CycleSheet } from '../components/CycleSheet';
import { TranscriptDialog } from '../components/TranscriptDialog';
import { cyclesQuery, ledgerQuery } from '../queries';

import type { CpdCycle, LedgerEntry } from '@/api';

type Opened =
  | { sheet: 'activity'; id: string | null }
  | { sheet: 'cycle'; cycle: CpdCycle | null }
  | { sheet: 'transcript' };

export function CpdPage() {
  const { t } = useTranslation('cpd');
  const list = useInfiniteQuery(ledgerQuery());
  const cycles = useQuery(cyclesQuery());
  const [opened, setOpened] = useState<Opened | null>(null);
  const entries = list.data?.pages.flatMap((page) => page.results) ?? [];
  const close = () => setOpened(null);
  const add = () => setOpened({ sheet: 'activity', id: null });
  return (
    <div className="wrap">
      <PageHead
        title={t('title')}
        lede={t('lede')}
        action={
          <div className="flex flex-wrap gap-3">
            <Button variant="primary" onClick={add}>
              {t('own.new')}
            </Button>
            <Button onClick={() => setOpened({ sheet: 'transcript' })}>{t('transcript.title')}</Button>
          </div>
        }
      />
      <div className="grid gap-10 wide:grid-cols-[minmax(0,1fr)_372px] wide:gap-16">
        <section className="max-wide:order-last">
          <h2 className="d4">{t('ledger')}</h2>
          {list.isPending && (
            <Loading>
              <Skeleton className="mt-3.5 h-64 w-full" />
            </Loading>
          )}
          {list.isError && (
            <ErrorState title={t('errorTitle')} error={list.error} retry={() => void list.refetch()} />
          )}
          {list.isSuccess && entries.length === 0 && (
            <EmptyState
              title={t('emptyTitle')}
              action={<ButtonLink to={paths.catalogue}>{t('discover')}</ButtonLink>}
            >
              {t('emptyText')}
            </EmptyState>
          )}
          {entries.length > 0 && (
            <>
              <ul className="mt-3.5 border-t border-line">
                {entries.map((entry) => (
                  <LedgerRow
                    key={entry.id}
                    entry={entry}
                    onEdit={(id) => setOpened({ sheet: 'activity', id })}
                  />
                ))}
              </ul>
              <LoadMore
                hasMore={list.hasNextPage}
                loading={list.isFetchingNextPage}
                onLoad={() => void list.fetchNextPage()}
              />
            </>
          )}
        </section>
        <div className="grid gap-5 self-start">
          {cycles.isPending && (
            <Loading>
              <Skeleton className="h-[560px] !rounded-xl" />
            </Loading>
          )}
          {cycles.isError && !cycles.data && (
            <ErrorState title={t('cyclesFailed')} error={cycles.error} retry={() => void cycles.refetch()} />
          )}
          {cycles.data && (
            <Cycles cycles={cycles.data.results} onOpen={(cycle) => setOpened({ sheet: 'cycle', cycle })} />
          )}
        </div>
      </div>
      {opened?.sheet === 'activity' && <ActivitySheet id={opened.id} onClose={close} />}
      {opened?.sheet === 'cycle' && <CycleSheet cycle={opened.cycle} onClose={close} />}
      {opened?.sheet === 'transcript' && (
        <TranscriptDialog cycles={cycles.data?.results ?? []} onClose={close} />
      )}
    </div>
  );
}

interface CyclesProps {
  cycles: readonly CpdCycle[];
  onOpen: (cycle: CpdCycle | null) => void;
}

/** Those that hold today as rings, the others in a line each. */
function Cycles({ cycles, onOpen }: CyclesProps) {
  const { t } = useTranslation('cpd');
  const current = cycles.filter((cycle) => cycle.is_current);
  const others = cycles.filter((cycle) => !cycle.is_current);
  return (
    <>
      {current.map((cycle) => (
        <CycleCard key={cycle.id} cycle={cycle} onEdit={() => onOpen(cycle)} />
      ))}
      {current.length === 0 && (
        <section className="rounded-xl bg-tint px-[22px] py-6 wide:px-[30px]">
          <h2 className="d4">{t('cycle.noneTitle')}</h2>
          <p className="mt-1.5 text-ui leading-[1.55] text-ink-2">{t('cycle.noneText')}</p>
        </section>
      )}
      <Button block onClick={() => onOpen(null)}>
        {t('cycleForm.new')}
      </Button>
      {current.length === 0 && <CpdSum />}
      {others.length > 0 && (
        <section>
          <h2 className="d4 mt-3">{t('cycle.others')}</h2>
          <ul className="mt-2.5 border-t border-line">
            {others.map((cycle) => (
              <li key={cycle.id} className="num flex items-center gap-4 border-b border-line py-3 text-sm">
                <span className="min-w-0 flex-1">
                  <b className="block font-[550]">{cycle.accreditor.short_name}</b>
                  <span className="text-ink-3">
                    <DateText value={cycle.starts_on} /> – <DateText value={cycle.ends_on} />
                  </span>
                </span>
                <span>{t('cycle.reachedOf', { reached: cycle.reached, target: cycle.target })}</span>
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={t('cycle.editNamed', {
                    accreditor: cycle.accreditor.name,
                    year: cycle.ends_on.slice(0, 4),
                  })}
                  onClick={() => onOpen(cycle)}
                >
                  {t('cycle.edit')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface LedgerRowProps {
  entry: LedgerEntry;
  onEdit: (activity: string) => void;
}

function LedgerRow({ entry, onEdit }: LedgerRowProps) {
  const { t } = useTranslation('cpd');
  const reversal = entry.kind === 'reversal';
  const { activity, certificate } = entry;
  return (
    <li className="flex items-center gap-4 border-b border-line py-4">
      <div className="min-w-0 flex-1">
        <p className="font-[550] break-words">
          {certificate ? (
            <Link
              to={paths.certificate(certificate.code)}
              className="decoration-1 underline-offset-4 hover:underline"
            >
              {certificate.title}
            </Link>
          ) : (
            activity?.title
          )}
        </p>
        <p className="num mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
          <DateText value={entry.earned_on} />
          <span className="inline-flex items-center gap-2">
            <CategorySwatch category={entry.credit_type.category} />
            {entry.credit_type.name}, {entry.accreditor.name}
          </span>
          {activity && <Status>{t('selfReported')}</Status>}
          {reversal && <Status tone="warning">{t('reversal')}</Status>}
          {activity && !activity.withdrawn && !reversal && (
            <button
              type="button"
              className="link min-h-6"
              aria-label={t('own.editNamed', { title: activity.title })}
              onClick={() => onEdit(activity.id)}
            >
              {t('own.change')}
            </button>
          )}
        </p>
      </div>
      <Credits amount={entry.amount} className={cx(reversal && '!text-warning')} />
    </li>
  );
}
