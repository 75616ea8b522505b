import { Clock, CreditCard, IdCard, MessageSquareText, X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { FieldError, IconButton, Progress } from '@/components';
import { paths } from '@/config/paths';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useEvent } from '../events/EventFrame';
import { useOrganization } from '../organization';

import { AttendanceSentence } from './AttendanceSentence';
import { faultOf, type ClauseDraft } from './draft';

import type { EventGate, FieldProblem, GateDryRunClause } from '@/api';

const ICONS = { attendance: Clock, survey: MessageSquareText, paid: CreditCard, identity: IdCard } as const;

interface ClauseCardProps {
  clause: ClauseDraft;
  gate: EventGate;
  /** Faults are said from the first try on, or once a field has been left. */
  tried: boolean;
  disabled: boolean;
  /** What the server refused of this one. */
  faults: readonly FieldProblem[];
  /** How many pass it; none while that is not known. */
  count: GateDryRunClause | undefined;
  onChange: (clause: ClauseDraft) => void;
  onRemove: (() => void) | undefined;
}

/** One sentence, with its values to choose in place. */
export function ClauseCard({
  clause,
  gate,
  tried,
  disabled,
  faults,
  count,
  onChange,
  onRemove,
}: ClauseCardProps) {
  const { t } = useTranslation('eventGate');
  const faultId = useId();
  const [left, setLeft] = useState(false);
  const Icon = ICONS[clause.kind];
  const name = t(`kind.${clause.kind}`);
  const own = tried || left ? faultOf(clause, gate.sessions) : null;
  const said = own
    ? [t(`fault.${own}`, { count: gate.sessions.length })]
    : faults.map(({ message }) => message);
  return (
    <fieldset
      disabled={disabled}
      aria-label={name}
      aria-describedby={said.length > 0 ? faultId : undefined}
      className="grid grid-cols-[40px_minmax(0,1fr)_auto] items-start gap-x-4 rounded-lg bg-surface p-4 outline-card wide:p-5"
    >
      <span aria-hidden className="grid size-10 place-items-center rounded-[10px] bg-tint text-primary-text">
        <Icon size={19} strokeWidth={1.75} />
      </span>
      <div className="min-w-0 self-center">
        {clause.kind === 'attendance' ? (
          <AttendanceSentence
            clause={clause}
            sessions={gate.sessions}
            fault={own}
            faultId={faultId}
            onChange={onChange}
            onLeave={() => setLeft(true)}
          />
        ) : (
          <p className="text-[1rem]">
            {clause.kind === 'survey' && gate.survey_title
              ? t('surveyNamed', { title: gate.survey_title })
              : t(`sentence.${clause.kind}`)}
          </p>
        )}
        {clause.kind === 'survey' && !gate.survey_title && <NoSurvey />}
        {count && said.length === 0 && <Passing count={count} />}
        <div id={faultId}>
          {said.map((message) => (
            <FieldError key={message} message={message} />
          ))}
        </div>
      </div>
      {onRemove && !disabled ? (
        <IconButton label={t('remove', { rule: name })} onClick={onRemove}>
          <X size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      ) : (
        <span />
      )}
    </fieldset>
  );
}

function Passing({ count }: { count: GateDryRunClause }) {
  const { t } = useTranslation('eventGate');
  const locale = useLocale();
  const { met, asked } = count;
  if (asked === 0) return null;
  const number = (value: number) => formatCount(value, locale);
  const words = t(met === asked ? 'allPass' : 'somePass', {
    met: number(met),
    asked: number(asked),
    short: number(asked - met),
  });
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3.5 gap-y-1.5">
      <Progress percent={(met * 100) / asked} label={words} className="w-[120px] flex-none" />
      <p className="num text-sm text-ink-3">{words}</p>
    </div>
  );
}

function NoSurvey() {
  const { t } = useTranslation('eventGate');
  const { slug } = useOrganization();
  const { event } = useEvent();
  return (
    <p className="mt-1 text-sm text-ink-3">
      {t('noSurvey')}{' '}
      <Link to={paths.orgEvent(slug, event.slug, 'survey')} className="link">
        {t('toSurvey')}
      </Link>
    </p>
  );
}
