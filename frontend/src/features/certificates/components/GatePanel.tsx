import { Circle, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { ButtonLink } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';

import '../messages';

import type { GateProgress } from '@/api';

/** What the gate asks for and how far the learner is, in the words of the server that decides. */
export function GatePanel({ gate, credits }: { gate: GateProgress; credits?: string | undefined }) {
  const { t } = useTranslation('certificates');
  return (
    <section>
      <h2 className="heading">{credits ? t('gate.titleCredits', { amount: credits }) : t('gate.title')}</h2>
      <ul className="mt-1.5 text-sm">
        {gate.clauses.map((clause) => {
          const Icon = clause.met ? CircleCheck : Circle;
          return (
            <li key={clause.kind + clause.text} className="flex items-start gap-[9px] py-1.5 text-ink-2">
              <Icon
                size={16}
                strokeWidth={1.75}
                aria-hidden
                className={cx('mt-px flex-none', clause.met ? 'text-success' : 'text-ink-3')}
              />
              <span className="flex-1">{clause.text}</span>
              <span className="num text-end text-ink-3">
                {clause.detail || t(clause.met ? 'gate.met' : 'gate.notMet')}
              </span>
            </li>
          );
        })}
      </ul>
      {gate.met && (
        <div role="status" className="mt-3 text-sm text-success">
          {gate.certificate_code ? t('gate.ready') : (gate.waiting_for?.text ?? t('gate.making'))}
        </div>
      )}
      {gate.certificate_code && (
        <ButtonLink to={paths.certificate(gate.certificate_code)} className="mt-3" block>
          {t('gate.see')}
        </ButtonLink>
      )}
    </section>
  );
}
