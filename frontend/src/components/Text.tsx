import { useTranslation } from 'react-i18next';

import { formatAmount, formatDuration, formatLongDate, formatPrice, type Money } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

/** A price in a list: "£145", or "Free" when there is none. */
export function PriceText({ price }: { price: Money | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return <>{price && price.amount !== 0 ? formatPrice(price, locale) : t('free')}</>;
}

/** An amount on a receipt: "£145.00". */
export function MoneyText({ money }: { money: Money }) {
  return <>{formatAmount(money, useLocale())}</>;
}

export function DateText({ value }: { value: string }) {
  return <time dateTime={value}>{formatLongDate(value, useLocale())}</time>;
}

export function DurationText({ seconds }: { seconds: number }) {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return <time dateTime={`PT${minutes}M`}>{formatDuration(seconds)}</time>;
}
