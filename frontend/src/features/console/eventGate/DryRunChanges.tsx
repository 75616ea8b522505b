import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Avatar } from '@/components';
import { cx } from '@/lib/cx';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import type { GateDryRun, GateDryRunChange } from '@/api';

const AT_FIRST = 5;

/** Whom it concerns, by name; those who lose stand first. */
export function DryRunChanges({ run }: { run: GateDryRun }) {
  const { t } = useTranslation('eventGate');
  const locale = useLocale();
  const [all, setAll] = useState(false);
  const { changes } = run;
  if (changes.length === 0) return null;
  const total = run.gains + run.loses;
  return (
    <>
      <ul aria-label={t('whoChanges')} className="mt-4">
        {(all ? changes : changes.slice(0, AT_FIRST)).map((change) => (
          <ChangeRow key={change.registration} change={change} />
        ))}
      </ul>
      {changes.length > AT_FIRST && (
        <button type="button" className="link py-2 text-sm" onClick={() => setAll(!all)}>
          {all ? t('showFewer') : t('showAll', { count: changes.length })}
        </button>
      )}
      {all && total > changes.length && (
        <p className="num text-sm text-ink-3">
          {t('firstOnly', { shown: formatCount(changes.length, locale), total: formatCount(total, locale) })}
        </p>
      )}
    </>
  );
}

function ChangeRow({ change }: { change: GateDryRunChange }) {
  const { t } = useTranslation('eventGate');
  const gains = change.change === 'gains';
  const Icon = gains ? Plus : Minus;
  return (
    <li className="grid grid-cols-[30px_minmax(0,1fr)_auto] items-start gap-3 border-t border-line py-2.5">
      <Avatar name={change.name} size={30} />
      <div className="min-w-0">
        <b className="block text-ui font-[550] break-words">{change.name}</b>
        <p className="num text-sm text-ink-3">{t('attendedShare', { percent: change.percent })}</p>
        {!gains && change.has_certificate && <p className="text-sm text-danger">{t('holdsOne')}</p>}
        {change.lacks.map((lack) => (
          <p key={lack} className="text-sm text-ink-2">
            {lack}
          </p>
        ))}
      </div>
      <span
        className={cx(
          'mt-0.5 inline-flex items-center gap-1.5 text-sm font-medium',
          gains ? 'text-success' : 'text-danger',
        )}
      >
        <Icon size={14} strokeWidth={2} aria-hidden />
        {t(gains ? 'gains' : 'loses')}
      </span>
    </li>
  );
}
