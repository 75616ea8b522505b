import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { api, inTenant, unwrap, type StaffWaiting } from '@/api';
import { Button, ButtonLink, Chip, EmptyState } from '@/components';
import { paths } from '@/config/paths';

import { PlacesSummary } from '../eventOverview/PlacesSummary';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';

import { ActDialog } from './ActDialog';
import { useEvent } from './EventFrame';
import { waitingQuery } from './queries';
import { WAITING_STATES } from './status';
import { WaitingRows } from './WaitingRows';

const EVERYONE = 'all';

/** Who waits for places, in the order in which they are offered. The state that is shown lives in the address. */
export function WaitingPage() {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const { event, locked } = useEvent();
  const [params, setParams] = useSearchParams();
  const asked = params.get('status');
  const state =
    asked === EVERYONE ? null : (WAITING_STATES.find((one) => one === asked) ?? WAITING_STATES[0]);
  const list = useInfiniteQuery({
    ...waitingQuery(org, event.id, state),
    placeholderData: keepPreviousData,
  });
  const [moving, setMoving] = useState<StaffWaiting | null>(null);
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const show = (status: string | null) => setParams(status ? { status } : {}, { replace: true });
  return (
    <>
      <PlacesSummary event={event} about="waiting" />
      <p className="mt-1 max-w-[70ch] text-sm leading-relaxed text-ink-3">{t('events.waitingLede')}</p>
      <div
        role="group"
        aria-label={t('events.filterPeople')}
        className="no-scrollbar -mx-5 mt-4 flex gap-2 overflow-x-auto px-5 py-1 wide:mx-0 wide:px-0"
      >
        {WAITING_STATES.map((one, index) => (
          <Chip
            key={one}
            active={state === one}
            aria-pressed={state === one}
            onClick={() => show(index === 0 ? null : one)}
          >
            {t(`events.waitingOf.${one}`)}
          </Chip>
        ))}
        <Chip active={state === null} aria-pressed={state === null} onClick={() => show(EVERYONE)}>
          {t('events.everyone')}
        </Chip>
      </div>
      <div className="mt-4" aria-busy={list.isPlaceholderData}>
        <PagedList
          list={list}
          count={rows.length}
          errorTitle={t('events.waitingErrorTitle')}
          empty={
            state === null || state === 'waiting' ? (
              <EmptyState
                title={t('events.waitingNoneTitle')}
                action={
                  event.status === 'published' && (
                    <ButtonLink to={paths.event(event.slug)}>{t('events.view')}</ButtonLink>
                  )
                }
              >
                {t('events.waitingNoneText')}
              </EmptyState>
            ) : (
              <EmptyState
                title={t('events.waitingNobodyTitle')}
                action={<Button onClick={() => show(EVERYONE)}>{t('events.showEveryone')}</Button>}
              >
                {t('events.waitingNobodyText')}
              </EmptyState>
            )
          }
        >
          <WaitingRows rows={rows} event={event} {...(!locked && { onMove: setMoving })} />
        </PagedList>
      </div>
      {moving && (
        <ActDialog
          title={t('events.waitingFrontTitle', { name: moving.name })}
          text={t('events.waitingFrontText')}
          action={t('events.waitingFront')}
          tone="primary"
          reason={{ label: t('events.reason'), hint: t('events.waitingFrontHint'), most: 300 }}
          done={t('events.waitingFrontDone', { name: moving.name })}
          run={(tenant, reason) =>
            unwrap(
              api.POST('/api/registrations/waiting-list/{entry_id}/move/', {
                ...inTenant(tenant),
                params: { path: { entry_id: moving.id } },
                body: { reason },
              }),
            )
          }
          onClose={() => setMoving(null)}
        />
      )}
    </>
  );
}
