import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, MoneyText, Sheet, Skeleton } from '@/components';
import { DocumentDownload } from '@/features/billing';
import { formatClock, formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useOrganization } from '../organization';

import { RefundAdvice, RefundState } from './RefundState';
import { SaleState } from './SaleState';
import { canBeRefunded } from './saleWords';

import type { Money, Sale, SaleRefund } from '@/api';
import type { ReactNode } from 'react';

interface SaleSheetProps {
  sale: Sale;
  onRefund: ((sale: Sale) => void) | undefined;
  onClose: () => void;
}

/** One sold line: what was paid, each refund with its state, and the papers of its order. */
export function SaleSheet({ sale, onRefund, onClose }: SaleSheetProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { slug } = useOrganization();
  const refundable = onRefund && canBeRefunded(sale);
  const paidOn = `${formatDay(sale.paid_at, locale, new Date())}, ${formatClock(sale.paid_at, locale)}`;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={sale.title}
      description={`${sale.buyer?.display_name ?? t('sales.erased')} · ${t('sales.orderNumber', { number: sale.order_number })}`}
      actions={refundable && <Button onClick={() => onRefund(sale)}>{t('sales.refund')}</Button>}
    >
      <SaleState sale={sale} />
      <dl className="num mt-4 border-t border-line pt-3 text-ui">
        <Row label={t('sales.date')}>{paidOn}</Row>
        <Amount label={t('sales.listPrice')} money={sale.list_price} />
        {sale.discount.amount > 0 && (
          <Amount label={t('sales.discount')} money={{ ...sale.discount, amount: -sale.discount.amount }} />
        )}
        <Amount label={t('sales.total')} money={sale.total} strong />
        {sale.tax.amount > 0 && <Amount label={t('sales.ofThatTax')} money={sale.tax} />}
        {sale.refunded.amount > 0 && (
          <Amount label={t('sales.sentBack')} money={{ ...sale.refunded, amount: -sale.refunded.amount }} />
        )}
      </dl>
      <h3 className="mt-8 text-ui font-semibold">{t('sales.refunds')}</h3>
      {sale.refunds.length === 0 && <p className="mt-2 text-ui text-ink-2">{t('sales.noRefunds')}</p>}
      {/* A state that changes while the sheet is open is read out. */}
      <ul aria-live="polite" className="mt-2">
        {[...sale.refunds].reverse().map((refund) => (
          <RefundRow key={refund.id} refund={refund} />
        ))}
      </ul>
      <h3 className="mt-8 text-ui font-semibold">{t('sales.papers')}</h3>
      {sale.documents.length === 0 && <p className="mt-2 text-ui text-ink-2">{t('sales.noPapers')}</p>}
      <Suspense fallback={<Skeleton className="mt-2 h-9 w-48" />}>
        <ul className="mt-1">
          {sale.documents.map((one) => (
            <li key={one.id} className="flex items-center justify-between gap-4 border-b border-line py-1.5">
              <DocumentDownload document={one} org={slug} named />
              <span className="num text-ui">
                <MoneyText money={one.total} />
              </span>
            </li>
          ))}
        </ul>
      </Suspense>
    </Sheet>
  );
}

function RefundRow({ refund }: { refund: SaleRefund }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  return (
    <li className="border-b border-line py-3">
      <p className="num flex items-baseline justify-between gap-4">
        <RefundState status={refund.status} />
        <b className="font-semibold">
          <MoneyText money={refund.amount} />
        </b>
      </p>
      <p className="mt-1 text-sm text-ink-2">
        <RefundAdvice refund={refund} />
      </p>
      <p className="num mt-1 text-sm text-ink-3">
        {t('sales.askedOn', { date: formatDay(refund.created_at, locale, new Date()) })}
        {refund.note && ` · ${t('sales.noteOf', { note: refund.note })}`}
      </p>
    </li>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-6 py-1">
      <dt className="text-ink-2">{label}</dt>
      <dd className="text-end">{children}</dd>
    </div>
  );
}

function Amount({ label, money, strong = false }: { label: string; money: Money; strong?: boolean }) {
  return (
    <Row label={label}>
      {strong ? (
        <b className="font-semibold">
          <MoneyText money={money} />
        </b>
      ) : (
        <MoneyText money={money} />
      )}
    </Row>
  );
}
