import { useTranslation } from 'react-i18next';

import { useLocale } from '@/lib/i18n';

import { verdictOf, type Act } from '../acts';

/** What an act came to, in words. */
export function useVerdictWords(): (act: Act) => string {
  const { t } = useTranslation('checkin');
  return (act) => {
    const verdict = verdictOf(act);
    const way = act.direction === 'entry' ? 'In' : 'Out';
    if (verdict === 'ok') return t(`verdict.ok${way}`);
    return act.forced ? t(`result.forced${way}`) : t(`verdict.${verdict}`);
  };
}

/** "09:12" where the event takes place. */
export function useClock(timeZone: string): (at: number) => string {
  const locale = useLocale();
  const format = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone });
  return (at) => format.format(at);
}
