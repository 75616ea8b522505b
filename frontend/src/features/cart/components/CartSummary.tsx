import { useTranslation } from 'react-i18next';

import { Button, ButtonLink, MoneyText } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';

import type { Money, Quote } from '@/api';

export interface Sum {
  currency: string;
  count: number;
  subtotal: Money;
  total: Money;
  /** Known once somebody is signed in; a stranger's sum is of the prices alone. */
  quote: Quote | null;
}

interface CartSummaryProps {
  sum: Sum;
  /** With several currencies the button names its own. */
  several: boolean;
  blocked: boolean;
  stranger: boolean;
}

export function CartSummary({ sum, several, blocked, stranger }: CartSummaryProps) {
  const { t } = useTranslation('cart');
  const target = paths.checkoutCart(sum.currency);
  const label = several ? t('checkoutIn', { currency: sum.currency }) : t('checkout');
  const { quote } = sum;
  const taxLabel = quote?.lines.find((line) => line.tax.amount > 0)?.tax_label ?? t('taxName');
  return (
    <aside className="self-start rounded-xl bg-sunken p-6 wide:sticky wide:top-24 wide:p-[30px]">
      <h2 className="d4">{several ? t('in', { currency: sum.currency }) : t('summary')}</h2>
      <dl className="num mt-4 text-ui">
        <Row label={t('subtotal', { count: sum.count })} money={sum.subtotal} />
        {quote && quote.discount.amount > 0 && (
          <Row label={t('discount')} money={{ ...quote.discount, amount: -quote.discount.amount }} />
        )}
        {quote && quote.tax.amount > 0 && (
          <Row
            label={t(quote.tax_inclusive ? 'taxIncluded' : 'taxAdded', { label: taxLabel })}
            money={quote.tax}
            small
          />
        )}
        <div className="mt-2.5 flex items-baseline justify-between border-t border-line pt-4">
          <dt className="font-semibold">{t('total')}</dt>
          <dd className="font-serif text-[1.9rem] leading-none font-[440] tracking-[-.02em]">
            <MoneyText money={sum.total} />
          </dd>
        </div>
      </dl>
      {blocked ? (
        <>
          <Button variant="primary" size="lg" block disabled className="mt-6">
            {label}
          </Button>
          <p className="mt-3 text-sm text-warning">{t('goneHint')}</p>
        </>
      ) : (
        <>
          <ButtonLink
            to={stranger ? paths.signIn(target) : target}
            variant="primary"
            size="lg"
            block
            className="mt-6"
          >
            {label}
          </ButtonLink>
          <p className="mt-3 text-xs leading-normal text-ink-3">
            {t(stranger ? 'signInLater' : 'codeLater')}
          </p>
        </>
      )}
    </aside>
  );
}

function Row({ label, money, small = false }: { label: string; money: Money; small?: boolean }) {
  return (
    <div className={cx('flex justify-between py-[5px]', small && 'text-sm text-ink-3')}>
      <dt className={cx(!small && 'text-ink-2')}>{label}</dt>
      <dd>
        <MoneyText money={money} />
      </dd>
    </div>
  );
}
