import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Avatar, Button, Status, type Tone } from '@/components';
import { paths } from '@/config/paths';
import { formatRelativeDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { roomName } from './roomName';

import type { StaffReport, StaffReportVerdict } from '@/api';

interface ReportCardProps {
  report: StaffReport;
  onDecide: (verdict: StaffReportVerdict) => void;
  onSilence: () => void;
}

const MINUTE_MS = 60_000;
const TONE: Record<StaffReport['status'], Tone> = { open: 'warning', dismissed: 'neutral', upheld: 'danger' };

/** A reported message with its words, who reported it and why, and what can be done. */
export function ReportCard({ report, onDecide, onSilence }: ReportCardProps) {
  const { t } = useTranslation('rooms');
  const locale = useLocale();
  const now = new Date(useNow(MINUTE_MS));
  const { message, room, reporter } = report;
  const name = message.sender.display_name;
  return (
    <article aria-label={t('report.label', { name })} className="rounded-lg bg-surface p-5 outline-card">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
        <Status tone={TONE[report.status]}>{t(`report.status.${report.status}`)}</Status>
        <span>{t(`report.reason.${report.reason}`)}</span>
        <span className="num">{formatRelativeDay(report.created_at, locale, now)}</span>
        <Link
          to={paths.room(room.id, message.seq)}
          className="link inline-flex min-h-11 items-center wide:ms-auto wide:min-h-6"
        >
          {roomName(room, t('direct'))}
        </Link>
      </header>
      <div className="mt-4 flex gap-3.5">
        <Avatar name={name} url={message.sender.avatar_url} size={34} />
        <div className="min-w-0">
          <p className="text-ui font-semibold">{name}</p>
          {message.html ? (
            <div
              className="leading-relaxed break-words [&_p+p]:mt-2"
              // Markdown rendered and cleaned by the server.
              dangerouslySetInnerHTML={{ __html: message.html }}
            />
          ) : (
            <p className="text-ui text-ink-3 italic">{t(`report.gone.${message.status}`)}</p>
          )}
        </div>
      </div>
      <p className="mt-4 rounded-md bg-sunken px-4 py-3 text-sm text-ink-2">
        {t('report.by', { name: reporter.display_name })}
        {report.note && <span className="mt-1 block text-ink">{report.note}</span>}
      </p>
      {report.status === 'open' ? (
        <div className="mt-4 flex flex-wrap gap-2.5">
          <Button size="sm" onClick={() => onDecide('dismiss')}>
            {t('verdict.dismiss')}
          </Button>
          <Button size="sm" onClick={() => onDecide('hide')}>
            {t('verdict.hide')}
          </Button>
          <Button size="sm" className="!text-danger" onClick={() => onDecide('remove')}>
            {t('verdict.remove')}
          </Button>
          <Button size="sm" variant="ghost" onClick={onSilence}>
            {t('silence.open', { name })}
          </Button>
        </div>
      ) : (
        report.decided_by && (
          <p className="mt-3 text-sm text-ink-3">
            {t('report.decidedBy', { name: report.decided_by.display_name })}
          </p>
        )
      )}
    </article>
  );
}
