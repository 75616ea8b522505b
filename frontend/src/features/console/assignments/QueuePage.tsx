import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button, Chip, EmptyState, Select } from '@/components';

import '../messages';
import './messages';
import { PagedList } from '../PagedList';
import { SearchField } from '../SearchField';
import { coursesInQuery } from '../courses/queries';
import { useOrganization } from '../organization';
import { Head, Page } from '../shell/Page';

import { QueueRows } from './QueueRows';
import { STATES, queueQuery, type QueueFilter } from './queries';

/** What waits to be graded, and what was decided. State, course and search live in the address. */
export function QueuePage() {
  const { t } = useTranslation('assignments');
  return (
    <Page title={t('queue.title')} needs={['edit_courses']}>
      <Head title={t('queue.title')} lede={t('queue.lede')} />
      <Queue />
    </Page>
  );
}

function Queue() {
  const { t } = useTranslation('assignments');
  const { slug: org } = useOrganization();
  const [params, setParams] = useSearchParams();
  const status = STATES.find((one) => one === params.get('status')) ?? 'submitted';
  const course = params.get('course') ?? '';
  const search = params.get('search') ?? '';
  const filter: QueueFilter = { status, ...(course && { course }), ...(search && { search }) };
  const list = useInfiniteQuery({ ...queueQuery(org, filter), placeholderData: keepPreviousData });
  const courses = useInfiniteQuery(coursesInQuery(org, undefined));
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const filtered = Boolean(course || search || status !== 'submitted');
  const set = (key: 'status' | 'course' | 'search', value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <div className="mt-7 flex flex-wrap items-center gap-3.5">
        <SearchField label={t('queue.search')} value={search} onChange={(value) => set('search', value)} />
        <div
          role="group"
          aria-label={t('queue.filter')}
          className="no-scrollbar -mx-5 flex gap-2 overflow-x-auto px-5 py-1 wide:mx-0 wide:px-0"
        >
          {STATES.map((one) => (
            <Chip
              key={one}
              active={status === one}
              aria-pressed={status === one}
              onClick={() => set('status', one === 'submitted' ? null : one)}
            >
              {t(`queue.state.${one}`)}
            </Chip>
          ))}
        </div>
        <label className="max-wide:w-full wide:ms-auto">
          <span className="sr-only">{t('queue.course')}</span>
          <Select
            value={course}
            onChange={(event) => set('course', event.target.value)}
            className="wide:!h-9 wide:!w-[240px]"
          >
            <option value="">{t('queue.everyCourse')}</option>
            {courses.data?.pages
              .flatMap((page) => page.results)
              .map((one) => (
                <option key={one.id} value={one.slug}>
                  {one.title}
                </option>
              ))}
          </Select>
        </label>
      </div>
      <div className="mt-4" aria-busy={list.isPlaceholderData}>
        <PagedList
          list={list}
          count={rows.length}
          errorTitle={t('queue.errorTitle')}
          empty={
            <EmptyState
              title={t(filtered ? 'queue.noneTitle' : 'queue.emptyTitle')}
              action={filtered && <Button onClick={() => setParams({})}>{t('queue.drop')}</Button>}
            >
              {t(filtered ? 'queue.noneText' : 'queue.emptyText')}
            </EmptyState>
          }
        >
          <QueueRows rows={rows} />
        </PagedList>
      </div>
    </>
  );
}
