import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Chip, EmptyState } from '@/components';
import { paths } from '@/config/paths';

import '../integrations/messages';
import '../messages';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';
import { Head, Page } from '../shell/Page';

import { ItemRow } from './ItemRow';
import { itemsQuery } from './queries';

const STATUSES = ['open', 'assigned', 'ignored'] as const;

/** The queue of those whom nobody knows, over all events or one; what was decided can be taken back here. */
export function MatchingPage() {
  const { t } = useTranslation('integrations');
  const { slug: org } = useOrganization();
  const [params, setParams] = useSearchParams();
  const event = params.get('event');
  const status = STATUSES.find((one) => one === params.get('status')) ?? 'open';
  const list = useInfiniteQuery(itemsQuery(org, { status, ...(event && { event }) }));
  const items = list.data?.pages.flatMap((page) => page.results) ?? [];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Page
      title={t('matchingTitle')}
      trail={[{ to: paths.org(org, 'integrations'), label: t('title') }]}
      needs={['manage_events']}
    >
      <Head title={t('matchingTitle')} />
      <p className="mt-2 text-ui text-ink-2">{t('matchingLede')}</p>
      <div role="group" aria-label={t('people.status.label')} className="mt-6 flex flex-wrap gap-2">
        {STATUSES.map((one) => (
          <Chip
            key={one}
            active={one === status}
            aria-pressed={one === status}
            onClick={() =>
              setParams(
                { ...(event && { event }), ...(one !== 'open' && { status: one }) },
                { replace: true },
              )
            }
          >
            {t(`people.status.${one}`)}
          </Chip>
        ))}
      </div>
      <div className="mt-5 max-w-[860px]">
        <PagedList
          list={list}
          count={items.length}
          errorTitle={t('people.errorTitle')}
          empty={
            <EmptyState title={t(`people.emptyTitle.${status}`)}>
              {t(`people.emptyText.${status}`)}
            </EmptyState>
          }
        >
          <ul className="border-t border-line">
            {items.map((item) => (
              <ItemRow key={item.id} item={item} zone={zone} withEvent={!event} />
            ))}
          </ul>
        </PagedList>
      </div>
    </Page>
  );
}
