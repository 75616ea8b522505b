import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { ErrorState, LoadMore } from '@/components';
import { paths } from '@/config/paths';

import '../integrations/messages';
import { useOrganization } from '../organization';

import { ItemRow } from './ItemRow';
import { itemsQuery } from './queries';

import type { StaffEvent } from '@/api';

/** Below the lanes of an event: those in its meetings whom nobody knows. Nothing, when there are none. */
export function Unmatched({ event }: { event: Pick<StaffEvent, 'id' | 'time_zone'> }) {
  const { t } = useTranslation('integrations');
  const { slug: org } = useOrganization();
  const list = useInfiniteQuery(itemsQuery(org, { status: 'open', event: event.id }));
  const items = list.data?.pages.flatMap((page) => page.results) ?? [];
  if (list.isPending || (list.isSuccess && items.length === 0)) return null;
  return (
    <section className="mt-8 grid gap-4 border-t border-line pt-6 wide:grid-cols-[188px_1fr]">
      <div>
        <h2 className="d4">{t('people.sectionTitle')}</h2>
        <p className="mt-1 text-sm text-ink-3">{t('people.sectionText')}</p>
        <Link
          to={`${paths.org(org, 'integrations/matching')}?event=${event.id}&status=assigned`}
          className="mt-2 inline-block py-1 text-sm underline"
        >
          {t('people.all')}
        </Link>
      </div>
      <div>
        {list.isError && !list.data && (
          <ErrorState title={t('people.errorTitle')} error={list.error} retry={() => void list.refetch()} />
        )}
        <ul>
          {items.map((item) => (
            <ItemRow key={item.id} item={item} zone={event.time_zone} />
          ))}
        </ul>
        <LoadMore
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onLoad={() => void list.fetchNextPage()}
        />
      </div>
    </section>
  );
}
