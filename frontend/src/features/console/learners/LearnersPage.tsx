import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button, Chip, EmptyState, FormProblem, Select } from '@/components';

import { PagedList } from '../PagedList';
import { SearchField } from '../SearchField';
import { useBuilder } from '../courses/BuilderFrame';
import '../messages';
import { may } from '../organization';
import { Denied } from '../shell/Page';

import { LearnerRows } from './LearnerRows';
import { ORDERS, STATES, learnersQuery, useExport, type LearnerFilter } from './queries';

/** Who takes the course and how far they are. Filter, search and order live in the address. */
export function LearnersPage() {
  const { t } = useTranslation('console');
  const { organization, outline } = useBuilder();
  const { slug } = outline.course;
  const [params, setParams] = useSearchParams();
  const state = STATES.find((one) => one === params.get('status'));
  const search = params.get('search') ?? '';
  const ordering = ORDERS.find((one) => one === params.get('order')) ?? ORDERS[0];
  const filter: LearnerFilter = { ...(state && { status: state }), ...(search && { search }) };
  const allowed = may(organization, 'view_learners');
  const list = useInfiniteQuery({
    ...learnersQuery(organization.slug, slug, filter, ordering),
    enabled: allowed,
    placeholderData: keepPreviousData,
  });
  const file = useExport(slug);
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const filtered = Boolean(state ?? search);
  const set = (key: 'status' | 'search' | 'order', value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  if (!allowed) return <Denied />;

  return (
    <>
      <div className="flex flex-wrap items-center gap-3.5">
        <SearchField label={t('learners.search')} value={search} onChange={(value) => set('search', value)} />
        <div
          role="group"
          aria-label={t('learners.filter')}
          className="no-scrollbar -mx-5 flex gap-2 overflow-x-auto px-5 py-1 wide:mx-0 wide:px-0"
        >
          <Chip active={!state} aria-pressed={!state} onClick={() => set('status', null)}>
            {t('learners.all')}
          </Chip>
          {STATES.map((one) => (
            <Chip
              key={one}
              active={state === one}
              aria-pressed={state === one}
              onClick={() => set('status', one)}
            >
              {t(`learners.status.${one}`)}
            </Chip>
          ))}
        </div>
        <div className="flex gap-3 max-wide:w-full wide:ms-auto">
          <label className="max-wide:flex-1">
            <span className="sr-only">{t('learners.order')}</span>
            <Select
              value={ordering}
              onChange={(event) => set('order', event.target.value)}
              className="wide:!h-9 wide:!w-[190px]"
            >
              {ORDERS.map((one) => (
                <option key={one} value={one}>
                  {t(`learners.orderBy.${one}`)}
                </option>
              ))}
            </Select>
          </label>
          {rows.length > 0 && (
            <Button
              busy={file.isPending && t('learners.exporting')}
              onClick={() => file.mutate(filter)}
              className="wide:!h-9"
            >
              <Download size={16} strokeWidth={1.75} aria-hidden />
              {t('learners.export')}
            </Button>
          )}
        </div>
      </div>
      <FormProblem error={file.error} className="mt-4" />
      <div className="mt-4" aria-busy={list.isPlaceholderData}>
        <PagedList
          list={list}
          count={rows.length}
          errorTitle={t('learners.errorTitle')}
          empty={
            <EmptyState
              title={t(filtered ? 'learners.noneFoundTitle' : 'learners.emptyTitle')}
              action={filtered && <Button onClick={() => setParams({})}>{t('learners.drop')}</Button>}
            >
              {t(filtered ? 'learners.noneFoundText' : 'learners.emptyText')}
            </EmptyState>
          }
        >
          <LearnerRows rows={rows} />
        </PagedList>
      </div>
    </>
  );
}
