import { useInfiniteQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Chip, EmptyState } from '@/components';
import { SilenceDialog } from '@/features/community';

import '../messages';
import './messages';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';
import { Page } from '../shell/Page';

import { DecideDialog, type Decision } from './DecideDialog';
import { reportsQuery, useLogChanged } from './queries';
import { ReportCard } from './ReportCard';
import { RoomsHead } from './RoomsHead';

import type { StaffReport } from '@/api';

/** What people have reported: what waits, the oldest first, or what was decided. The filter lives in the address. */
export function ReportsPage() {
  const { t } = useTranslation('rooms');
  const { slug } = useOrganization();
  const [params, setParams] = useSearchParams();
  const open = params.get('show') !== 'decided';
  const list = useInfiniteQuery(reportsQuery(slug, open));
  const [decision, setDecision] = useState<Decision | null>(null);
  const [silenced, setSilenced] = useState<StaffReport | null>(null);
  const logChanged = useLogChanged(slug);
  const reports = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Page title={t('reports')} needs={['moderate_rooms']}>
      <RoomsHead />
      <div role="group" aria-label={t('report.filter')} className="mt-5 flex gap-2">
        <Chip active={open} aria-pressed={open} onClick={() => setParams({}, { replace: true })}>
          {t('report.waiting')}
        </Chip>
        <Chip
          active={!open}
          aria-pressed={!open}
          onClick={() => setParams({ show: 'decided' }, { replace: true })}
        >
          {t('report.decided')}
        </Chip>
      </div>
      <div className="mt-5 max-w-[820px]">
        <PagedList
          list={list}
          count={reports.length}
          errorTitle={t('report.errorTitle')}
          empty={
            <EmptyState title={t(open ? 'report.noneTitle' : 'report.emptyTitle')}>
              {t('report.emptyText')}
            </EmptyState>
          }
        >
          <ul className="grid gap-4">
            {reports.map((report) => (
              <li key={report.id}>
                <ReportCard
                  report={report}
                  onDecide={(verdict) => setDecision({ report, verdict })}
                  onSilence={() => setSilenced(report)}
                />
              </li>
            ))}
          </ul>
        </PagedList>
      </div>
      {decision && <DecideDialog decision={decision} onClose={() => setDecision(null)} />}
      {silenced && (
        <Suspense fallback={null}>
          <SilenceDialog
            organization={slug}
            room={silenced.room.id}
            person={silenced.message.sender}
            onChanged={logChanged}
            onClose={() => setSilenced(null)}
          />
        </Suspense>
      )}
    </Page>
  );
}
