import { useTranslation } from 'react-i18next';

import { Progress } from '@/components';
import { useLocale } from '@/lib/i18n';

import { clockIn, dayIn } from '../events/zoned';

import './messages';
import { onItsWay } from './queries';

import type { StaffEvent, StaffMessage } from '@/api';

/** One message: to whom, by whom, when, and how many it reached. */
export function MessageRow({ message, event }: { message: StaffMessage; event: StaffEvent }) {
  const { t } = useTranslation('eventPeople');
  const locale = useLocale();
  const { subject, body, statuses, sent, skipped, waiting, recipients, sent_at: at } = message;
  const zone = event.time_zone;
  const when = `${dayIn(at, zone, locale)}, ${clockIn(at, zone, locale)}`;
  const percent = recipients > 0 ? ((sent + skipped) / recipients) * 100 : 0;
  return (
    <li className="border-b border-line py-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
        <h2 className="heading min-w-0 break-words">{subject}</h2>
        <p className="num text-sm text-ink-3">{t('messages.byAt', { name: message.sent_by, when })}</p>
      </div>
      <p className="mt-1 text-sm text-ink-2">
        {statuses.length > 0
          ? statuses.map((one) => t(`messages.statuses.${one}`)).join(', ')
          : t('messages.chosen')}
      </p>
      <p role="status" className="num mt-2 text-sm font-[550]">
        {[
          t('messages.sentOf', { sent, count: recipients }),
          ...(skipped > 0 ? [t('messages.skipped', { count: skipped })] : []),
          ...(waiting > 0 ? [t('messages.waiting', { count: waiting })] : []),
        ].join(' · ')}
      </p>
      {onItsWay(message) && (
        <Progress
          percent={percent}
          label={t('messages.progress', { subject })}
          className="mt-2 max-w-[420px]"
        />
      )}
      {skipped > 0 && <p className="mt-1 text-sm text-ink-3">{t('messages.skippedText')}</p>}
      <details className="mt-2 text-ui">
        <summary className="link w-fit cursor-pointer py-2 text-sm">{t('messages.read')}</summary>
        <p className="mt-2 max-w-[68ch] leading-relaxed break-words whitespace-pre-line text-ink-2">{body}</p>
      </details>
    </li>
  );
}
