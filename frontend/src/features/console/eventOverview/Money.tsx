import { useTranslation } from 'react-i18next';

import { formatAmount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import './messages';

import type { EventOverview } from '@/api';

/** What was sold, what went back, and what is left, by currency. */
export function Money({ money }: { money: EventOverview['money'] }) {
  const { t } = useTranslation('eventOverview');
  const locale = useLocale();
  if (money.length === 0) return null;
  return (
    <section className="mt-7">
      <h2 className="d4">{t('moneyTitle')}</h2>
      {money.map(({ sales, refunds, net }) => (
        <dl key={sales.currency} className="num mt-2 text-ui">
          <Line label={t('sales')} value={formatAmount(sales, locale)} />
          <Line
            label={t('refunds')}
            value={formatAmount({ ...refunds, amount: refunds.amount === 0 ? 0 : -refunds.amount }, locale)}
          />
          <div className="mt-1.5 flex justify-between border-t border-line pt-3 font-semibold">
            <dt>{t('net')}</dt>
            <dd>{formatAmount(net, locale)}</dd>
          </div>
        </dl>
      ))}
    </section>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex justify-between py-1.5">
      <dt className="text-ink-2">{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
