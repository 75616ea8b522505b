import { useTranslation } from 'react-i18next';

import { Badge, ErrorState, Loading, Skeleton } from '@/components';
import { isApiError, type EventClauseInput, type GateDryRun, type GateSession } from '@/api';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { DryRunChanges } from './DryRunChanges';
import { thresholdOf } from './draft';
import { Histogram } from './Histogram';

import type { DryRunState } from './useDryRun';

const REFUSED = 422;

interface DryRunPanelProps {
  dry: DryRunState;
  /** The sentences can be asked as they stand. */
  usable: boolean;
  dirty: boolean;
  clauses: readonly EventClauseInput[];
  sessions: readonly GateSession[];
}

/** Who would earn it by the sentences beside it, before anybody does. */
export function DryRunPanel({ dry, usable, dirty, clauses, sessions }: DryRunPanelProps) {
  const { t } = useTranslation('eventGate');
  const refused = isApiError(dry.error) && dry.error.status === REFUSED;
  const waits = !usable || refused;
  return (
    <aside
      aria-label={t('dryTitle')}
      aria-busy={usable && !dry.error && !dry.current}
      className="self-start rounded-xl bg-sunken p-5 wide:sticky wide:top-6 wide:max-h-[calc(100dvh-3rem)] wide:overflow-y-auto wide:p-6"
    >
      <div className="flex items-center justify-between gap-4">
        <h2 className="d4">{t(dirty ? 'dryTitle' : 'nowTitle')}</h2>
        {dirty && <Badge tone="info">{t('dryRun')}</Badge>}
      </div>
      {waits && <p className="mt-4 text-ui text-ink-2">{t('dryWaits')}</p>}
      {!waits && dry.error && <ErrorState title={t('dryError')} error={dry.error} retry={dry.refetch} />}
      {!waits && !dry.error && !dry.data && (
        <Loading>
          <Skeleton className="mt-5 h-14 w-40" />
          <Skeleton className="mt-6 h-40 w-full" />
        </Loading>
      )}
      {!waits && dry.data && (
        <div
          className={cx(
            'transition-opacity duration-[var(--t-fast)]',
            !dry.current && !dry.error && 'opacity-60',
          )}
        >
          <Outcome run={dry.data} threshold={thresholdOf(clauses, sessions)} current={dry.current} />
        </div>
      )}
    </aside>
  );
}

interface OutcomeProps {
  run: GateDryRun;
  threshold: number | null;
  current: boolean;
}

function Outcome({ run, threshold, current }: OutcomeProps) {
  const { t } = useTranslation('eventGate');
  const locale = useLocale();
  const number = (value: number) => formatCount(value, locale);
  if (run.people === 0) {
    return (
      <>
        <p className="serif mt-4 text-lg">{t('nobody')}</p>
        <p className="mt-2 text-ui leading-relaxed text-ink-2">{t('nobodyText')}</p>
      </>
    );
  }
  const summary = t('wouldEarn', { met: number(run.met), count: run.people, people: number(run.people) });
  return (
    <>
      <p aria-hidden className="mt-3.5 flex flex-wrap items-baseline gap-x-3">
        <b className="serif num text-[3.4rem] leading-none tracking-[-.035em]">{number(run.met)}</b>
        <span className="num text-ink-2">
          {t('ofPeople', { count: run.people, people: number(run.people) })}
        </span>
      </p>
      <p className="num mt-2 text-ui text-ink-2">{differenceOf(run)}</p>
      <p role="status" className="sr-only">
        {current ? `${summary} ${differenceOf(run)}` : ''}
      </p>
      {run.certificates_lost > 0 && (
        <p className="mt-2 text-ui text-danger">{t('holders', { count: run.certificates_lost })}</p>
      )}
      <Histogram bars={run.histogram} people={run.people} threshold={threshold} />
      {(run.guests > 0 || run.unverified > 0 || run.withheld > 0) && (
        <ul className="mt-4 grid gap-1.5 text-sm text-ink-2">
          {run.guests > 0 && <li>{t('guests', { count: run.guests })}</li>}
          {run.unverified > 0 && <li>{t('unverified', { count: run.unverified })}</li>}
          {run.withheld > 0 && <li>{t('withheld', { count: run.withheld })}</li>}
        </ul>
      )}
      <DryRunChanges run={run} />
    </>
  );

  function differenceOf({ gains, loses }: GateDryRun): string {
    if (gains === 0 && loses === 0) return t('noDifference');
    const parts = [
      gains > 0 ? t('gain', { count: gains }) : t('nobodyGains'),
      loses > 0 ? t('lose', { count: loses }) : t('nobodyLoses'),
    ];
    return parts.join(' ');
  }
}
