import { useInfiniteQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { Button, Chip, EmptyState, MoneyText, Table, Td, Th, Tr } from '@/components';
import { paths } from '@/config/paths';
import { DocumentDownload } from '@/features/billing';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';
import { Page } from '../shell/Page';

import { refundsQuery } from './queries';
import { RefundAdvice, RefundState } from './RefundState';
import { REFUND_STATES } from './refundWords';
import { SalesHead } from './SalesHead';

import type { Refund } from '@/api';

/** Every refund of the organization; the state by which they are filtered lives in the address. */
export function RefundsPage() {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const [params, setParams] = useSearchParams();
  const status = REFUND_STATES.find((one) => one === params.get('status'));
  const list = useInfiniteQuery(refundsQuery(slug, status));
  const refunds = list.data?.pages.flatMap((page) => page.results) ?? [];
  const filter = (next: string | null) => setParams(next ? { status: next } : {}, { replace: true });
  return (
    <Page title={t('sales.refunds')} needs={['view_sales']}>
      <SalesHead />
      <div
        role="group"
        aria-label={t('sales.filter')}
        className="no-scrollbar -mx-5 mt-5 flex gap-2 overflow-x-auto px-5 py-1 wide:mx-0 wide:px-0"
      >
        <Chip active={!status} aria-pressed={!status} onClick={() => filter(null)}>
          {t('sales.all')}
        </Chip>
        {REFUND_STATES.map((one) => (
          <Chip key={one} active={status === one} aria-pressed={status === one} onClick={() => filter(one)}>
            {t(`sales.refundStatus.${one}`)}
          </Chip>
        ))}
      </div>
      <div className="mt-4">
        <PagedList
          list={list}
          count={refunds.length}
          errorTitle={t('sales.refundsErrorTitle')}
          empty={
            <EmptyState
              title={t(status ? 'sales.noneInStateTitle' : 'sales.refundsEmptyTitle')}
              action={status && <Button onClick={() => filter(null)}>{t('sales.showAll')}</Button>}
            >
              {t(status ? 'sales.noneInStateText' : 'sales.refundsEmptyText')}
            </EmptyState>
          }
        >
          <div className="max-wide:hidden">
            <DeskTable refunds={refunds} />
          </div>
          <ul className="border-t border-line wide:hidden">
            {refunds.map((refund) => (
              <PhoneRow key={refund.id} refund={refund} />
            ))}
          </ul>
        </PagedList>
      </div>
    </Page>
  );
}

function DeskTable({ refunds }: { refunds: readonly Refund[] }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  return (
    <Table>
      <thead>
        <Tr>
          <Th>{t('sales.buyer')}</Th>
          <Th>{t('sales.course')}</Th>
          <Th numeric>{t('sales.asked')}</Th>
          <Th numeric>{t('sales.amountShort')}</Th>
          <Th>{t('sales.status')}</Th>
          <Th>{t('sales.creditNote')}</Th>
        </Tr>
      </thead>
      <tbody>
        {refunds.map((refund) => (
          <Tr key={refund.id}>
            <Td className="py-3 align-top whitespace-nowrap">
              <SaleLink refund={refund} />
              <span className="num block text-sm text-ink-3">{refund.order_number}</span>
            </Td>
            <Td className="py-3 align-top">
              {titles(refund)}
              {refund.note && <span className="block text-sm text-ink-3">{refund.note}</span>}
            </Td>
            <Td numeric className="py-3 align-top">
              {formatDay(refund.created_at, locale, new Date())}
            </Td>
            <Td numeric className="py-3 align-top">
              <MoneyText money={refund.amount} />
            </Td>
            <Td className="max-w-[22rem] py-3 align-top">
              <RefundState status={refund.status} />
              <span className="mt-0.5 block text-sm text-ink-2">
                <RefundAdvice refund={refund} />
              </span>
            </Td>
            <Td className="py-1.5 align-top">
              <Documents refund={refund} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function PhoneRow({ refund }: { refund: Refund }) {
  const locale = useLocale();
  return (
    <li className="border-b border-line py-3">
      <p className="flex items-baseline justify-between gap-4">
        <SaleLink refund={refund} />
        <b className="num font-semibold">
          <MoneyText money={refund.amount} />
        </b>
      </p>
      <p className="num flex justify-between gap-x-4 text-sm text-ink-3">
        <span className="min-w-0 truncate">{titles(refund)}</span>
        <span className="flex-none">{formatDay(refund.created_at, locale, new Date())}</span>
      </p>
      <p className="mt-1">
        <RefundState status={refund.status} />
      </p>
      <p className="text-sm text-ink-2">
        <RefundAdvice refund={refund} />
      </p>
      <Documents refund={refund} />
    </li>
  );
}

function titles(refund: Refund): string {
  return refund.lines.map((line) => line.title).join(', ');
}

function SaleLink({ refund }: { refund: Refund }) {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const [line] = refund.lines;
  const sale = new URLSearchParams({ order: refund.order, ...(line && { sale: line.line }) });
  return (
    <Link
      to={`${paths.org(slug, 'sales')}?${sale.toString()}`}
      className="inline-flex min-h-6 items-center font-[550] decoration-1 underline-offset-4 hover:underline"
    >
      {refund.buyer?.display_name ?? t('sales.erased')}
    </Link>
  );
}

function Documents({ refund }: { refund: Refund }) {
  const { slug } = useOrganization();
  return (
    <Suspense fallback={null}>
      <span className="grid justify-items-start">
        {refund.documents.map((one) => (
          <DocumentDownload key={one.id} document={one} org={slug} named={one.kind === 'cancellation'} />
        ))}
      </span>
    </Suspense>
  );
}
