import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Progress } from '@/components';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { clockIn, dayIn, zoneAt } from '../events/zoned';

import { isRunning, minutesLeft, percentOf, totalOf } from './run';

import type { IssueRun } from '@/api';

/** So many steps of a run are read out, not each. */
const STEP_PERCENT = 25;

interface RunStateProps {
  run: IssueRun;
  zone: string;
  readAt: number;
  lost: boolean;
}

/** How far the latest run is, or what came of it. It goes on without this page. */
export function RunState({ run, zone, readAt, lost }: RunStateProps) {
  const { t } = useTranslation('eventCertificates');
  const locale = useLocale();
  const running = isRunning(run);
  const percent = percentOf(run);
  const number = (value: number) => formatCount(value, locale);
  const counted = t('progress', { done: number(run.done), total: number(totalOf(run)) });
  const left = running ? minutesLeft(run, readAt) : null;
  const step = Math.floor(percent / STEP_PERCENT) * STEP_PERCENT;
  return (
    <div className="mt-6 max-w-[44rem] first:mt-0">
      <p role="status" className="sr-only">
        {running ? t('said', { percent: step }) : ''}
      </p>
      {running ? (
        <>
          <p className="num flex flex-wrap items-baseline justify-between gap-x-4">
            <b className="font-[550]">{counted}</b>
            {left !== null && left > 0 && (
              <span className="text-sm text-ink-3">{t('left', { count: left })}</span>
            )}
          </p>
          <Progress percent={percent} label={t('progressLabel')} className="mt-2.5" />
          <p className="mt-2.5 text-sm text-ink-3">{t('goesOn')}</p>
          {lost && <p className="mt-1 text-sm text-danger">{t('lost')}</p>}
        </>
      ) : (
        <Ended run={run} zone={zone} />
      )}
      {run.failed > 0 && (
        <p className="mt-2 text-ui text-warning">
          {t('failed', { count: run.failed })}{' '}
          <Link to={{ search: '?status=pending' }} className="link">
            {t('seeFailed')}
          </Link>
        </p>
      )}
    </div>
  );
}

function Ended({ run, zone }: Pick<RunStateProps, 'run' | 'zone'>) {
  const { t } = useTranslation('eventCertificates');
  const locale = useLocale();
  const at = run.ended_at ?? run.started_at;
  const when = `${dayIn(at, zone, locale)}, ${clockIn(at, zone, locale)} ${zoneAt(at, zone, locale)}`;
  return (
    <p className="num text-sm text-ink-3">
      {t(run.by_hand ? 'lastByHand' : 'lastByItself', { when })}{' '}
      {run.numbered === 0 ? t('lastNone') : t('lastDone', { count: run.done })}
    </p>
  );
}
