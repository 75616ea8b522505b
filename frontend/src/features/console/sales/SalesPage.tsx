import { useInfiniteQuery } from '@tanstack/react-query';
import { Ellipsis, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Avatar,
  EmptyState,
  ErrorState,
  IconButton,
  LoadMore,
  Loading,
  Menu,
  MenuItem,
  MoneyText,
  Skeleton,
  Status,
  Table,
  Td,
  Th,
  Tr,
} from '@/components';
import { formatAmount, formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { may, useOrganization } from '../organization';
import { salesQuery } from '../queries';
import { Head, Page } from '../shell/Page';

import { RefundDialog } from './RefundDialog';

import type { Sale } from '@/api';

export function SalesPage() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const list = useInfiniteQuery({
    ...salesQuery(organization.slug),
    enabled: may(organization, 'view_sales'),
  });
  const [refunding, setRefunding] = useState<Sale | null>(null);
  const sales = list.data?.pages.flatMap((page) => page.results) ?? [];
  const onRefund = may(organization, 'refund_orders') ? setRefunding : undefined;
  return (
    <Page title={t('sales.title')} needs={['view_sales']}>
      <Head title={t('sales.title')} lede={t('sales.lede')} />
      <div className="mt-7">
        {list.isPending && (
          <Loading>
            {[0, 1, 2, 3].map((row) => (
              <Skeleton key={row} className="mb-2 h-[54px] w-full" />
            ))}
          </Loading>
        )}
        {list.isError && (
          <ErrorState title={t('sales.errorTitle')} error={list.error} retry={() => void list.refetch()} />
        )}
        {list.isSuccess && sales.length === 0 && (
          <EmptyState title={t('sales.emptyTitle')}>{t('sales.emptyText')}</EmptyState>
        )}
        {sales.length > 0 && (
          <>
            <div className="max-wide:hidden">
              <DeskTable sales={sales} onRefund={onRefund} />
            </div>
            <ul className="border-t border-line wide:hidden">
              {sales.map((sale) => (
                <PhoneRow key={sale.id} sale={sale} onRefund={onRefund} />
              ))}
            </ul>
          </>
        )}
        <LoadMore
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onLoad={() => void list.fetchNextPage()}
        />
      </div>
      {refunding && <RefundDialog key={refunding.id} sale={refunding} onClose={() => setRefunding(null)} />}
    </Page>
  );
}

type OnRefund = ((sale: Sale) => void) | undefined;

function DeskTable({ sales, onRefund }: { sales: readonly Sale[]; onRefund: OnRefund }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  return (
    <Table>
      <thead>
        <Tr>
          <Th>{t('sales.buyer')}</Th>
          <Th>{t('sales.course')}</Th>
          <Th>{t('sales.order')}</Th>
          <Th numeric>{t('sales.date')}</Th>
          <Th numeric>{t('sales.total')}</Th>
          <Th>{t('sales.status')}</Th>
          {onRefund && <Th />}
        </Tr>
      </thead>
      <tbody>
        {sales.map((sale) => (
          <Tr key={sale.id}>
            <Td>
              <Buyer sale={sale} />
            </Td>
            <Td>{sale.title}</Td>
            <Td className="num whitespace-nowrap">{sale.order_number}</Td>
            <Td numeric>{formatDay(sale.paid_at, locale, new Date())}</Td>
            <Td numeric>
              <MoneyText money={sale.total} />
            </Td>
            <Td>
              <State sale={sale} />
            </Td>
            {onRefund && (
              <Td className="w-11 !px-0">
                <RowMenu sale={sale} onRefund={onRefund} />
              </Td>
            )}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function PhoneRow({ sale, onRefund }: { sale: Sale; onRefund: OnRefund }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  return (
    <li className="flex items-center gap-2 border-b border-line py-3">
      <div className="min-w-0 flex-1">
        <p className="flex justify-between gap-4">
          <b className="min-w-0 truncate font-[550]">{sale.buyer?.display_name ?? t('sales.erased')}</b>
          <b className="num font-semibold">
            <MoneyText money={sale.total} />
          </b>
        </p>
        <p className="num flex flex-wrap justify-between gap-x-4 text-sm text-ink-3">
          <span className="min-w-0 truncate">{sale.title}</span>
          {formatDay(sale.paid_at, locale, new Date())}
        </p>
        <State sale={sale} />
      </div>
      {onRefund && <RowMenu sale={sale} onRefund={onRefund} />}
    </li>
  );
}

function Buyer({ sale }: { sale: Sale }) {
  const { t } = useTranslation('console');
  if (!sale.buyer) return <span className="text-ink-3">{t('sales.erased')}</span>;
  return (
    <span className="flex items-center gap-[11px]">
      <Avatar name={sale.buyer.display_name} size={32} />
      <b className="font-[550]">{sale.buyer.display_name}</b>
    </span>
  );
}

function State({ sale }: { sale: Sale }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  if (sale.order_status === 'disputed') return <Status tone="danger">{t('sales.disputed')}</Status>;
  if (sale.refunded.amount === 0) return <Status tone="success">{t('sales.paid')}</Status>;
  if (sale.refunded.amount >= sale.total.amount) return <Status tone="info">{t('sales.whole')}</Status>;
  return <Status tone="info">{t('sales.part', { amount: formatAmount(sale.refunded, locale) })}</Status>;
}

function RowMenu({ sale, onRefund }: { sale: Sale; onRefund: (sale: Sale) => void }) {
  const { t } = useTranslation('console');
  const left = sale.total.amount - sale.refunded.amount;
  if (left <= 0 || sale.order_status === 'disputed') return null;
  return (
    <Menu
      trigger={
        <IconButton label={t('sales.menu', { number: sale.order_number })}>
          <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => onRefund(sale)}>
        <Undo2 size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
        {t('sales.refund')}
      </MenuItem>
    </Menu>
  );
}
