import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, nextQuery, unwrap, type PromoCode } from '@/api';
import {
  Button,
  EmptyState,
  ErrorState,
  LoadMore,
  Loading,
  Skeleton,
  Status,
  Table,
  Td,
  Th,
  Tr,
  type Tone,
} from '@/components';
import { formatDay, formatPrice } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';
import { Head, Page } from '../shell/Page';

import { promoState, type PromoState } from './promoDraft';
import { PromoSheet } from './PromoSheet';

const TONE: Record<PromoState, Tone> = {
  inForce: 'success',
  paused: 'neutral',
  ended: 'neutral',
  usedUp: 'warning',
  notYet: 'info',
};

function promoCodesQuery(org: string) {
  return infiniteQueryOptions({
    queryKey: consoleKeys.promoCodes(org),
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/promo-codes/', { ...inTenant(org), params: { query: pageParam }, signal })),
    initialPageParam: {},
    getNextPageParam: nextQuery,
  });
}

export function PromoCodesPage() {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const list = useInfiniteQuery(promoCodesQuery(slug));
  const [editing, setEditing] = useState<PromoCode | 'new' | null>(null);
  const codes = list.data?.pages.flatMap((page) => page.results) ?? [];
  const create = (
    <Button variant="primary" data-shortcut="n" onClick={() => setEditing('new')}>
      <Plus size={17} strokeWidth={1.75} aria-hidden />
      {t('promo.new')}
    </Button>
  );
  return (
    <Page title={t('promo.title')} needs={['manage_promo_codes']}>
      <Head title={t('promo.title')} lede={t('promo.lede')} actions={codes.length > 0 && create} />
      <div className="mt-7">
        {list.isPending && (
          <Loading>
            {[0, 1, 2].map((row) => (
              <Skeleton key={row} className="mb-2 h-[54px] w-full" />
            ))}
          </Loading>
        )}
        {list.isError && (
          <ErrorState title={t('promo.errorTitle')} error={list.error} retry={() => void list.refetch()} />
        )}
        {list.isSuccess && codes.length === 0 && (
          <EmptyState title={t('promo.emptyTitle')} action={create}>
            {t('promo.emptyText')}
          </EmptyState>
        )}
        {codes.length > 0 && <Codes codes={codes} onOpen={setEditing} />}
        <LoadMore
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onLoad={() => void list.fetchNextPage()}
        />
      </div>
      {editing && (
        <PromoSheet
          key={editing === 'new' ? 'new' : editing.id}
          code={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
}

function Codes({ codes, onOpen }: { codes: readonly PromoCode[]; onOpen: (code: PromoCode) => void }) {
  const { t } = useTranslation('console');
  const words = usePromoWords();
  return (
    <>
      <div className="max-wide:hidden">
        <Table>
          <thead>
            <Tr>
              <Th>{t('promo.code')}</Th>
              <Th>{t('promo.kind')}</Th>
              <Th>{t('promo.courses')}</Th>
              <Th numeric>{t('promo.used')}</Th>
              <Th>{t('promo.window')}</Th>
              <Th>{t('promo.status')}</Th>
            </Tr>
          </thead>
          <tbody>
            {codes.map((code) => (
              <Tr key={code.id}>
                <Td>
                  <button
                    type="button"
                    data-shortcut="e"
                    onClick={() => onOpen(code)}
                    className="min-h-9 font-[550] decoration-1 underline-offset-4 hover:underline"
                  >
                    {code.code}
                  </button>
                </Td>
                <Td className="num">{words.off(code)}</Td>
                <Td>{words.courses(code)}</Td>
                <Td numeric>{words.used(code)}</Td>
                <Td className="num">{words.window(code)}</Td>
                <Td>
                  <Status tone={TONE[words.state(code)]}>{t(`promo.${words.state(code)}`)}</Status>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="border-t border-line wide:hidden">
        {codes.map((code) => (
          <li key={code.id} className="border-b border-line">
            <button
              type="button"
              onClick={() => onOpen(code)}
              className="grid w-full grid-cols-[1fr_auto] gap-x-4 gap-y-1 py-3 text-start"
            >
              <b className="font-[550]">{code.code}</b>
              <span className="num font-semibold">{words.off(code)}</span>
              <Status tone={TONE[words.state(code)]}>{t(`promo.${words.state(code)}`)}</Status>
              <span className="num text-sm text-ink-3">
                {t('promo.used')} {words.used(code)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function usePromoWords() {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const now = new Date();
  const day = (value: string) => formatDay(value, locale, now);
  return {
    state: (code: PromoCode) => promoState(code, now),
    off: (code: PromoCode) =>
      t('promo.off', {
        value:
          code.kind === 'percent'
            ? `${code.value}%`
            : formatPrice({ amount: code.value, currency: code.currency }, locale),
      }),
    courses: (code: PromoCode) =>
      code.targets.length === 0
        ? t('promo.allCourses')
        : t('promo.coursesCount', { count: code.targets.length }),
    used: (code: PromoCode) =>
      code.total_limit === null
        ? t('promo.usedFree', { used: code.used })
        : t('promo.usedOf', { used: code.used, limit: code.total_limit }),
    window: ({ starts_at: from, ends_at: to }: PromoCode) => {
      if (from && to) return t('promo.between', { from: day(from), to: day(to) });
      if (from) return t('promo.fromOn', { date: day(from) });
      return to ? t('promo.untilOn', { date: day(to) }) : t('promo.always');
    },
  };
}
