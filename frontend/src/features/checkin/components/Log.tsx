import { useTranslation } from 'react-i18next';

import { Button, Sheet } from '@/components';
import { cx } from '@/lib/cx';

import { mayPass, type Act } from '../acts';

import { useVerdictWords } from './words';

const AT_MOST = 50;

interface LogProps {
  acts: readonly Act[];
  clock: (at: number) => string;
}

export function LogSheet({
  open,
  onOpenChange,
  ...rest
}: LogProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('checkin');
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t('log.title')}
      actions={
        <Button variant="primary" size="lg" block onClick={() => onOpenChange(false)}>
          {t('log.done')}
        </Button>
      }
    >
      <LogList {...rest} />
    </Sheet>
  );
}

/** What happened here, latest first, and what of it the server has not heard yet. */
export function LogList({ acts, clock }: LogProps) {
  const { t } = useTranslation('checkin');
  const words = useVerdictWords();
  if (acts.length === 0) return <p className="py-4 text-ink-3">{t('log.empty')}</p>;
  return (
    <ol>
      {acts
        .slice(-AT_MOST)
        .reverse()
        .map((act) => (
          <li key={act.nonce} className="flex gap-4 border-b border-line py-3">
            <time dateTime={new Date(act.at).toISOString()} className="num flex-none text-ink-3">
              {clock(act.at)}
            </time>
            <span className="min-w-0">
              <b className="block truncate font-semibold">{act.name || t('log.nobody')}</b>
              <span className={cx('text-sm', mayPass(act) ? 'text-success' : 'text-danger')}>
                {words(act)}
              </span>
              {act.state !== 'sent' && (
                <span className="text-sm text-ink-3">
                  {' · '}
                  {t(`log.${act.state}`)}
                </span>
              )}
            </span>
          </li>
        ))}
    </ol>
  );
}
