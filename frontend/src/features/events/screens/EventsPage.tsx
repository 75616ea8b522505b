import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import {
  Button,
  ButtonLink,
  EmptyState,
  ErrorState,
  LoadMore,
  Loading,
  PageTitle,
  TabsNav,
} from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';

import { EventListCard, EventListCardSkeleton } from '../components/EventListCard';
import { EventSearch, FORMATS } from '../components/EventSearch';
import '../messages';
import { eventsQuery } from '../queries';

const GRID = 'grid grid-cols-1 gap-x-7 gap-y-9 pt-6 wide:grid-cols-3 wide:gap-y-11';
const SKELETONS = [0, 1, 2, 3, 4, 5] as const;

/** Events to come, soonest first. What is searched for stands in the address. */
export function EventsPage() {
  const { t } = useTranslation('events');
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const format = FORMATS.find((name) => name === params.get('format')) ?? null;
  const list = useInfiniteQuery(
    eventsQuery({ ...(search ? { search } : {}), ...(format ? { format } : {}) }),
  );
  const cards = list.data?.pages.flatMap((page) => page.results) ?? [];

  const change = useCallback(
    (name: string, value: string | null, replace: boolean) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace, preventScrollReset: true },
      ),
    [setParams],
  );
  const setSearch = useCallback((words: string) => change('search', words, true), [change]);

  return (
    <div className="wrap">
      <PageTitle title={t('list.title')} />
      <h1 className="d1 pt-[22px] pb-4 wide:pt-11">{t('list.title')}</h1>
      <TabsNav
        label={t('list.kinds')}
        className="wide:mx-0 wide:px-0"
        tabs={[
          { to: paths.catalogue, label: t('list.courses'), end: true },
          { to: paths.events, label: t('list.title') },
        ]}
      />
      <EventSearch
        search={search}
        format={format}
        onSearch={setSearch}
        onFormat={(name) => change('format', name, false)}
      />
      {list.isError && (
        <ErrorState title={t('list.errorTitle')} error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isPending && (
        <Loading>
          <div className={GRID}>
            {SKELETONS.map((index) => (
              <EventListCardSkeleton key={index} />
            ))}
          </div>
        </Loading>
      )}
      {list.isSuccess && cards.length === 0 && (
        <NoEvents narrowed={Boolean(search || format)} onClear={() => setParams({})} />
      )}
      {list.isSuccess && cards.length > 0 && (
        <section
          aria-label={t('list.results')}
          aria-busy={list.isPlaceholderData}
          className={cx(GRID, 'transition-opacity', list.isPlaceholderData && 'opacity-60')}
        >
          {cards.map((card) => (
            <EventListCard key={card.id} card={card} />
          ))}
        </section>
      )}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </div>
  );
}

function NoEvents({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  const { t } = useTranslation('events');
  return narrowed ? (
    <EmptyState title={t('list.noneTitle')} action={<Button onClick={onClear}>{t('list.clear')}</Button>}>
      {t('list.noneText')}
    </EmptyState>
  ) : (
    <EmptyState
      title={t('list.emptyTitle')}
      action={
        <ButtonLink to={paths.catalogue} variant="primary">
          {t('list.discover')}
        </ButtonLink>
      }
    >
      {t('list.emptyText')}
    </EmptyState>
  );
}
