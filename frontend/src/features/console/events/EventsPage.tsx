import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button, Chip, EmptyState } from '@/components';

import '../messages';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';
import { SearchField } from '../SearchField';
import { Head, Page } from '../shell/Page';

import { EventRows } from './EventRows';
import { NewEventDialog } from './NewEventDialog';
import { eventsQuery, type EventFilter } from './queries';
import { EVENT_STATES } from './status';

/** Filter and search live in the address. */
export function EventsPage() {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const [params, setParams] = useSearchParams();
  const state = EVENT_STATES.find((one) => one === params.get('status'));
  const search = params.get('search') ?? '';
  const filter: EventFilter = { ...(state && { status: state }), ...(search && { search }) };
  const list = useInfiniteQuery({ ...eventsQuery(slug, filter), placeholderData: keepPreviousData });
  const [starting, setStarting] = useState(false);
  const events = list.data?.pages.flatMap((page) => page.results) ?? [];
  const filtered = Boolean(state ?? search);
  const nothing = list.isSuccess && events.length === 0 && !filtered;
  const set = (key: 'status' | 'search', value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  const create = (
    <Button variant="primary" data-shortcut="n" onClick={() => setStarting(true)}>
      <Plus size={17} strokeWidth={1.75} aria-hidden />
      {t('events.new')}
    </Button>
  );
  return (
    <Page title={t('events.title')} needs={['manage_events']}>
      <Head title={t('events.title')} actions={!nothing && create} />
      {!nothing && (
        <div className="mt-5 flex flex-wrap items-center gap-3.5">
          <SearchField label={t('events.search')} value={search} onChange={(value) => set('search', value)} />
          <div
            role="group"
            aria-label={t('events.filter')}
            className="no-scrollbar -mx-5 flex gap-2 overflow-x-auto px-5 py-1 wide:mx-0 wide:px-0"
          >
            <Chip active={!state} aria-pressed={!state} onClick={() => set('status', null)}>
              {t('events.all')}
            </Chip>
            {EVENT_STATES.map((one) => (
              <Chip
                key={one}
                active={state === one}
                aria-pressed={state === one}
                onClick={() => set('status', one)}
              >
                {t(`events.state.${one}`)}
              </Chip>
            ))}
          </div>
        </div>
      )}
      <div className="mt-5" aria-busy={list.isPlaceholderData}>
        <PagedList
          list={list}
          count={events.length}
          errorTitle={t('events.errorTitle')}
          empty={
            filtered ? (
              <EmptyState
                title={t('events.noneTitle')}
                action={<Button onClick={() => setParams({}, { replace: true })}>{t('events.drop')}</Button>}
              >
                {t('events.noneText')}
              </EmptyState>
            ) : (
              <EmptyState title={t('events.emptyTitle')} action={create}>
                {t('events.emptyText')}
              </EmptyState>
            )
          }
        >
          <EventRows events={events} />
        </PagedList>
      </div>
      {starting && <NewEventDialog onClose={() => setStarting(false)} />}
    </Page>
  );
}
