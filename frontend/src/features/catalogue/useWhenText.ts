import { useTranslation } from 'react-i18next';

import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import type { Filters } from './filters';

/** "10 Dec to 12 Dec", for the days that somebody chose; undefined for none. */
export function useWhenText({ values }: Filters): string | undefined {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const day = (value: string) => (isDay(value) ? formatDay(value, locale, new Date()) : value);
  const { date_from: from, date_to: to } = values;
  if (from && to) return t('when.between', { from: day(from), to: day(to) });
  if (from) return t('when.from', { day: day(from) });
  return to ? t('when.until', { day: day(to) }) : undefined;
}

function isDay(value: string): boolean {
  return !Number.isNaN(Date.parse(value));
}
