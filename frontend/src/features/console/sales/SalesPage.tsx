import { useInfiniteQuery } from '@tanstack/react-query';
import { Ellipsis, PanelRight, Undo2, X } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import {
  Avatar,
  Button,
  Chip,
  EmptyState,
  IconButton,
  Menu,
  MenuItem,
  MoneyText,
  Table,
  Td,
  Th,
  Tr,
} from '@/components';
import { DocumentDownload } from '@/features/billing';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { may, useOrganization } from '../organization';
import { PagedList } from '../PagedList';
import { Page } from '../shell/Page';

import { salesQuery } from './queries';
import { RefundDialog } from './RefundDialog';
import { SaleSheet } from './SaleSheet';
import { SaleState } from './SaleState';
import { canBeRefunded } from './saleWords';
import { SalesHead } from './SalesHead';

import type { Sale } from '@/api';

/** The order that is looked at and the open sale live in the address. */
export function SalesPage() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const [params, setParams] = useSearchParams();
  const order = params.get('order') ?? '';
  const list = useInfiniteQuery(salesQuery(organization.slug, order));
  const [refunding, setRefunding] = useState<Sale | null>(null);
  const sales = list.data?.pages.flatMap((page) => page.results) ?? [];
  const open = sales.find((sale) => sale.id === params.get('sale'));
  const onRefund = may(organization, 'refund_orders') ? setRefunding : undefined;
  const set = (key: 'order' | 'sale', value: string | null, replace = false) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace },
    );
  const onOpen = (sale: Sale) => set('sale', sale.id);
  const rows: RowsProps = { sales, onOpen, onRefund };
  return (
    <Page title={t('sales.title')} needs={['view_sales']}>
      <SalesHead />
      {order && (
        <p className="mt-5">
          <Chip active onClick={() => set('order', null)} aria-label={t('sales.dropOrder')}>
            {t('sales.onlyOrder', { number: sales[0]?.order_number ?? '…' })}
            <X size={15} strokeWidth={1.75} aria-hidden />
          </Chip>
        </p>
      )}
      <div className="mt-5">
        <PagedList
          list={list}
          count={sales.length}
          errorTitle={t('sales.errorTitle')}
          empty={
            order ? (
              <EmptyState
                title={t('sales.noneOfOrderTitle')}
                action={<Button onClick={() => set('order', null)}>{t('sales.dropOrder')}</Button>}
              >
                {t('sales.noneOfOrderText')}
              </EmptyState>
            ) : (
              <EmptyState title={t('sales.emptyTitle')}>{t('sales.emptyText')}</EmptyState>
            )
          }
        >
          <div className="max-wide:hidden">
            <DeskTable {...rows} />
          </div>
          <ul className="border-t border-line wide:hidden">
            {sales.map((sale) => (
              <PhoneRow key={sale.id} sale={sale} onOpen={onOpen} />
            ))}
          </ul>
        </PagedList>
      </div>
      {open && <SaleSheet sale={open} onRefund={onRefund} onClose={() => set('sale', null, true)} />}
      {refunding && <RefundDialog key={refunding.id} sale={refunding} onClose={() => setRefunding(null)} />}
    </Page>
  );
}

type OnSale = (sale: Sale) => void;

interface RowsProps {
  sales: readonly Sale[];
  onOpen: OnSale;
  onRefund: OnSale | undefined;
}

function DeskTable({ sales, onOpen, onRefund }: RowsProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { slug } = useOrganization();
  return (
    <Table>
      <thead>
        <Tr>
          <Th>{t('sales.buyer')}</Th>
          <Th>{t('sales.course')}</Th>
          <Th numeric>{t('sales.date')}</Th>
          <Th numeric>{t('sales.total')}</Th>
          <Th>{t('sales.status')}</Th>
          <Th>{t('sales.invoice')}</Th>
          <Th>
            <span className="sr-only">{t('sales.more')}</span>
          </Th>
        </Tr>
      </thead>
      <tbody>
        {sales.map((sale) => (
          <Tr key={sale.id}>
            <Td>
              <button
                type="button"
                onClick={() => onOpen(sale)}
                className="min-h-9 text-start decoration-1 underline-offset-4 hover:underline"
              >
                <Buyer sale={sale} />
              </button>
            </Td>
            <Td>
              {sale.title}
              <span className="num block text-sm text-ink-3">{sale.order_number}</span>
            </Td>
            <Td numeric>{formatDay(sale.paid_at, locale, new Date())}</Td>
            <Td numeric>
              <MoneyText money={sale.total} />
            </Td>
            <Td>
              <SaleState sale={sale} />
            </Td>
            <Td>
              <InvoiceOf sale={sale} org={slug} />
            </Td>
            <Td className="w-11 !px-0">
              <RowMenu sale={sale} onOpen={onOpen} onRefund={onRefund} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function PhoneRow({ sale, onOpen }: { sale: Sale; onOpen: OnSale }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  return (
    <li className="border-b border-line">
      <button type="button" onClick={() => onOpen(sale)} className="block w-full py-3 text-start">
        <span className="flex justify-between gap-4">
          <b className="min-w-0 truncate font-[550]">{sale.buyer?.display_name ?? t('sales.erased')}</b>
          <b className="num font-semibold">
            <MoneyText money={sale.total} />
          </b>
        </span>
        <span className="num flex justify-between gap-x-4 text-sm text-ink-3">
          <span className="min-w-0 truncate">{sale.title}</span>
          <span className="flex-none">{formatDay(sale.paid_at, locale, new Date())}</span>
        </span>
        <SaleState sale={sale} />
      </button>
    </li>
  );
}

function InvoiceOf({ sale, org }: { sale: Sale; org: string }) {
  const { t } = useTranslation('console');
  const invoice = sale.documents.find((one) => one.kind === 'invoice');
  if (!invoice) return <span className="text-sm text-ink-3">{t('sales.noInvoice')}</span>;
  return (
    <Suspense fallback={null}>
      <DocumentDownload document={invoice} org={org} />
    </Suspense>
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

function RowMenu({ sale, onOpen, onRefund }: { sale: Sale } & Omit<RowsProps, 'sales'>) {
  const { t } = useTranslation('console');
  return (
    <Menu
      trigger={
        <IconButton label={t('sales.menu', { number: sale.order_number })}>
          <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => onOpen(sale)}>
        <PanelRight size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
        {t('sales.open')}
      </MenuItem>
      {onRefund && canBeRefunded(sale) && (
        <MenuItem onSelect={() => onRefund(sale)}>
          <Undo2 size={16} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('sales.refund')}
        </MenuItem>
      )}
    </Menu>
  );
}
