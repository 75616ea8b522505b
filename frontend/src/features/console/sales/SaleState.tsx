import { useTranslation } from 'react-i18next';

import { Status } from '@/components';
import { formatAmount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { leftOf } from './saleWords';

import type { Sale } from '@/api';

/** How a sale stands: paid, sent back or on the way, with a word for a refund that did not go through. */
export function SaleState({ sale }: { sale: Sale }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const failed = sale.refunds.at(-1)?.status === 'failed';
  return (
    <span className="flex flex-col items-start">
      <Standing sale={sale} />
      {failed && (
        <Status tone="danger">
          {t('sales.lastFailed', {
            amount: formatAmount(sale.refunds.at(-1)?.amount ?? sale.refunded, locale),
          })}
        </Status>
      )}
    </span>
  );
}

function Standing({ sale }: { sale: Sale }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  if (sale.order_status === 'disputed') return <Status tone="danger">{t('sales.disputed')}</Status>;
  if (sale.refunded.amount === 0) return <Status tone="success">{t('sales.paid')}</Status>;
  const amount = formatAmount(sale.refunded, locale);
  const moving = sale.refunds.some(({ status }) => status === 'requested' || status === 'pending');
  if (moving) return <Status tone="warning">{t('sales.moving', { amount })}</Status>;
  return <Status tone="info">{leftOf(sale) > 0 ? t('sales.part', { amount }) : t('sales.whole')}</Status>;
}
