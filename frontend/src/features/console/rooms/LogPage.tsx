import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { EmptyState } from '@/components';
import { formatRelativeDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import '../messages';
import './messages';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';
import { Page } from '../shell/Page';

import { logQuery } from './queries';
import { RoomsHead } from './RoomsHead';

const MINUTE_MS = 60_000;

/** Every act of moderation, newest first. */
export function LogPage() {
  const { t } = useTranslation('rooms');
  const { slug } = useOrganization();
  const locale = useLocale();
  const now = new Date(useNow(MINUTE_MS));
  const list = useInfiniteQuery(logQuery(slug));
  const acts = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Page title={t('log')} needs={['moderate_rooms']}>
      <RoomsHead />
      <div className="mt-6 max-w-[820px]">
        <PagedList
          list={list}
          count={acts.length}
          errorTitle={t('acts.errorTitle')}
          empty={<EmptyState title={t('acts.emptyTitle')}>{t('acts.emptyText')}</EmptyState>}
        >
          <ul className="border-t border-line">
            {acts.map((act) => (
              <li key={act.id} className="flex flex-wrap gap-x-4 gap-y-0.5 border-b border-line py-3">
                <span className="min-w-0 flex-1">
                  {t(act.person ? `acts.of.${act.act}` : `acts.${act.act}`, {
                    actor: act.actor.display_name,
                    person: act.person?.display_name,
                  })}
                  {act.reason && <span className="block text-sm text-ink-3">{act.reason}</span>}
                </span>
                <time dateTime={act.created_at} className="num text-sm text-ink-3">
                  {formatRelativeDay(act.created_at, locale, now)}
                </time>
              </li>
            ))}
          </ul>
        </PagedList>
      </div>
    </Page>
  );
}
