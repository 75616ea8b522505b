import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ChevronsUpDown } from 'lucide-react';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';

import { useSession } from '@/api';
import { ErrorState, LoadMore, Loading, PageTitle } from '@/components';
import { ownZone } from '@/features/events';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { ActivityCard, ActivityCardSkeleton, placeOf } from '../components/ActivityCard';
import { FilterBar } from '../components/FilterBar';
import { NothingFound } from '../components/NothingFound';
import { sortsFor, toQuery, useFilters, type Sort } from '../filters';
import '../messages';
import { useFilterOptions } from '../options';
import { accreditorsQuery, discoverQuery } from '../queries';

const GRID = 'grid grid-cols-1 gap-x-7 gap-y-9 wide:grid-cols-3 wide:gap-y-11';
const SKELETONS = [0, 1, 2, 3, 4, 5] as const;

export function CataloguePage() {
  const { t } = useTranslation('catalogue');
  const { filters, setSearch, setFilters, setSort, clear } = useFilters();
  const session = useSession();
  const signedIn = session !== 'signed-out';
  const list = useInfiniteQuery({
    ...discoverQuery(toQuery(filters, { signedIn, zone: ownZone })),
    // A gap is somebody's: wait until it is known whose.
    enabled: session !== 'restoring' || !filters.values.closes_my_gap,
  });
  const accreditors = useQuery({
    ...accreditorsQuery(),
    enabled: filters.values.accreditor !== undefined,
  });
  // Drawn in short steps: a list is the longest work of this page, and a phone must hear its taps meanwhile.
  const shown = useDeferredValue(list.data);
  const first = shown?.pages[0];
  const cards = shown?.pages.flatMap((page) => page.results) ?? [];
  const options = useFilterOptions(first?.facets, accreditors.data?.results);

  return (
    <div className="wrap">
      <PageTitle title={t('title')} />
      <h1 className="d1 pt-[22px] wide:max-w-[10.8em] wide:[text-wrap:wrap] pb-[22px] wide:pt-11 wide:pb-[30px]">
        {t('headline')}
      </h1>
      <FilterBar
        filters={filters}
        options={options}
        onSearch={setSearch}
        onFilter={setFilters}
        withGap={session === 'signed-in'}
      />
      <div className="flex items-center justify-between gap-4 pt-3.5 pb-4">
        <ResultCount
          count={first?.count}
          capped={first?.count_capped ?? false}
          search={filters.search}
          failed={list.isError}
        />
        <SortSelect search={filters.search} sort={filters.sort} onChange={setSort} />
      </div>
      {list.isError && (
        <ErrorState title={t('errorTitle')} error={list.error} retry={() => void list.refetch()} />
      )}
      {!shown && !list.isError && (
        <Loading>
          <div className={GRID}>
            {SKELETONS.map((index) => (
              <ActivityCardSkeleton key={index} place={placeOf(index, SKELETONS.length)} />
            ))}
          </div>
        </Loading>
      )}
      {shown && !list.isError && cards.length === 0 && (
        <NothingFound
          filters={filters}
          options={options}
          onDropSearch={() => setSearch('')}
          onDropFilter={(name) => setFilters({ [name]: undefined })}
          onClear={clear}
        />
      )}
      {shown && !list.isError && cards.length > 0 && (
        <section
          aria-label={t('results')}
          aria-busy={list.isPlaceholderData}
          className={cx(GRID, 'transition-opacity', list.isPlaceholderData && 'opacity-60')}
        >
          {cards.map((card, index) => (
            <ActivityCard key={card.id} card={card} place={placeOf(index, cards.length)} />
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

interface ResultCountProps {
  count: number | undefined;
  capped: boolean;
  search: string;
  failed: boolean;
}

function ResultCount({ count, capped, search, failed }: ResultCountProps) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  return (
    <p role="status" className="text-ui text-ink-2">
      {count !== undefined && !failed && (
        <>
          <b className="font-semibold text-ink">
            {capped ? t('countCapped', { limit: formatCount(count, locale) }) : t('count', { count })}
          </b>{' '}
          {search && t('countFor', { search })}
        </>
      )}
    </p>
  );
}

interface SortProps {
  search: string;
  sort: Sort;
  onChange: (sort: Sort) => void;
}

function SortSelect({ search, sort, onChange }: SortProps) {
  const { t } = useTranslation('catalogue');
  const sorts = sortsFor(search);
  return (
    <label className="relative flex min-h-11 items-center text-ui text-ink-2 hover:text-ink">
      <span className="sr-only">{t('sort.label')}</span>
      <select
        value={sort}
        onChange={(event) => onChange(sorts.find((name) => name === event.target.value) ?? 'newest')}
        className="h-11 appearance-none [field-sizing:content] bg-transparent pe-[22px] text-end"
      >
        {sorts.map((name) => (
          <option key={name} value={name} className="bg-surface text-ink">
            {t(`sort.${name}`)}
          </option>
        ))}
      </select>
      <ChevronsUpDown
        size={15}
        strokeWidth={1.75}
        aria-hidden
        className="pointer-events-none absolute end-0"
      />
    </label>
  );
}
