import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button, Chip, EmptyState } from '@/components';

import { may, useOrganization } from '../organization';
import { PagedList } from '../PagedList';
import { certificatesQuery, type CertificateFilter } from '../queries';
import { SearchField } from '../SearchField';

import { CertificateRows } from './CertificateRows';
import { ReissueDialog } from './ReissueDialog';
import { RevokeDialog } from './RevokeDialog';

import type { StaffCertificate } from '@/api';

const STATES = ['issued', 'pending', 'revoked', 'superseded'] as const;

interface CertificateListProps {
  /** Only those of this event. */
  event?: string;
}

/** Certificates of the organization, or of one event of it. Filter and search live in the address. */
export function CertificateList({ event }: CertificateListProps) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const [params, setParams] = useSearchParams();
  const state = STATES.find((one) => one === params.get('status'));
  const search = params.get('search') ?? '';
  const filter: CertificateFilter = {
    ...(event && { event }),
    ...(state && { status: state }),
    ...(search && { search }),
  };
  const list = useInfiniteQuery({
    ...certificatesQuery(organization.slug, filter),
    enabled: may(organization, 'view_certificates'),
  });
  const [revoking, setRevoking] = useState<StaffCertificate | null>(null);
  const [reissuing, setReissuing] = useState<StaffCertificate | null>(null);
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const filtered = Boolean(state ?? search);
  const set = (change: Partial<Record<'status' | 'search', string | null>>) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(change)) {
          if (value) next.set(key, value);
          else next.delete(key);
        }
        return next;
      },
      { replace: true },
    );

  return (
    <>
      <div className="mt-5 flex flex-wrap items-center gap-3.5">
        <SearchField
          label={t(event ? 'certificates.searchEvent' : 'certificates.search')}
          value={search}
          onChange={(value) => set({ search: value })}
        />
        <div className="no-scrollbar -mx-5 flex gap-2 overflow-x-auto px-5 py-1 wide:mx-0 wide:px-0">
          <Chip active={!state} aria-pressed={!state} onClick={() => set({ status: null })}>
            {t('certificates.all')}
          </Chip>
          {STATES.map((one) => (
            <Chip
              key={one}
              active={state === one}
              aria-pressed={state === one}
              onClick={() => set({ status: one })}
            >
              {t(`certificates.status.${one}`)}
            </Chip>
          ))}
        </div>
      </div>
      <div className="mt-4">
        <PagedList
          list={list}
          count={rows.length}
          errorTitle={t('certificates.errorTitle')}
          empty={
            <EmptyState
              title={t(filtered ? 'certificates.noneFoundTitle' : 'certificates.emptyTitle')}
              action={
                filtered && (
                  <Button onClick={() => set({ status: null, search: null })}>
                    {t('certificates.drop')}
                  </Button>
                )
              }
            >
              {t(
                filtered
                  ? 'certificates.noneFoundText'
                  : event
                    ? 'certificates.emptyEvent'
                    : 'certificates.emptyText',
              )}
            </EmptyState>
          }
        >
          <CertificateRows rows={rows} titled={!event} onRevoke={setRevoking} onReissue={setReissuing} />
        </PagedList>
      </div>
      {revoking && <RevokeDialog certificate={revoking} onClose={() => setRevoking(null)} />}
      {reissuing && <ReissueDialog certificate={reissuing} onClose={() => setReissuing(null)} />}
    </>
  );
}
