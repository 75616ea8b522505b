import { useInfiniteQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { EmptyState, MoneyText, Table, Td, Th, Tr } from '@/components';
import { paths } from '@/config/paths';
import { DocumentDownload } from '@/features/billing';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';
import { Page } from '../shell/Page';

import { invoicesQuery } from './queries';
import { SalesHead } from './SalesHead';

import type { Invoice } from '@/api';

/** The organization's two series, for its bookkeeping: invoices and credit notes. */
export function InvoicesPage() {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const list = useInfiniteQuery(invoicesQuery(slug));
  const invoices = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Page title={t('sales.invoices')} needs={['view_sales']}>
      <SalesHead />
      <div className="mt-5">
        <PagedList
          list={list}
          count={invoices.length}
          errorTitle={t('sales.invoicesErrorTitle')}
          empty={
            <EmptyState title={t('sales.invoicesEmptyTitle')}>{t('sales.invoicesEmptyText')}</EmptyState>
          }
        >
          <div className="max-wide:hidden">
            <DeskTable invoices={invoices} />
          </div>
          <ul className="border-t border-line wide:hidden">
            {invoices.map((invoice) => (
              <PhoneRow key={invoice.id} invoice={invoice} />
            ))}
          </ul>
        </PagedList>
      </div>
    </Page>
  );
}

function DeskTable({ invoices }: { invoices: readonly Invoice[] }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  return (
    <Table>
      <thead>
        <Tr>
          <Th>{t('sales.document')}</Th>
          <Th>{t('sales.buyer')}</Th>
          <Th>{t('sales.order')}</Th>
          <Th numeric>{t('sales.issued')}</Th>
          <Th numeric>{t('sales.net')}</Th>
          <Th numeric>{t('sales.tax')}</Th>
          <Th numeric>{t('sales.total')}</Th>
        </Tr>
      </thead>
      <tbody>
        {invoices.map((invoice) => (
          <Tr key={invoice.id}>
            <Td>
              <Document invoice={invoice} />
            </Td>
            <Td>{invoice.buyer_name}</Td>
            <Td className="num whitespace-nowrap">
              <OrderLink invoice={invoice} />
            </Td>
            <Td numeric>{formatDay(invoice.issued_on, locale, new Date())}</Td>
            <Td numeric>
              <MoneyText money={invoice.net} />
            </Td>
            <Td numeric>
              <MoneyText money={invoice.tax} />
            </Td>
            <Td numeric>
              <MoneyText money={invoice.total} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function PhoneRow({ invoice }: { invoice: Invoice }) {
  const locale = useLocale();
  return (
    <li className="border-b border-line py-2">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <Document invoice={invoice} />
        </div>
        <b className="num pt-2.5 font-semibold whitespace-nowrap">
          <MoneyText money={invoice.total} />
        </b>
      </div>
      <p className="num flex justify-between gap-4 text-sm text-ink-3">
        <span className="min-w-0 truncate">{invoice.buyer_name}</span>
        <span className="flex-none">{formatDay(invoice.issued_on, locale, new Date())}</span>
      </p>
    </li>
  );
}

function Document({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  return (
    <>
      <Suspense fallback={null}>
        <DocumentDownload document={invoice} org={slug} named />
      </Suspense>
      {invoice.about && (
        <span className="num block text-sm text-ink-3">
          {t('sales.about', { number: invoice.about.number })}
          {invoice.cancelled && ` · ${t('sales.cancelled')}`}
        </span>
      )}
    </>
  );
}

function OrderLink({ invoice }: { invoice: Invoice }) {
  const { slug } = useOrganization();
  return (
    <Link
      to={`${paths.org(slug, 'sales')}?order=${encodeURIComponent(invoice.order)}`}
      className="inline-flex min-h-6 items-center decoration-1 underline-offset-4 hover:underline"
    >
      {invoice.order_number}
    </Link>
  );
}
