import { ArrowLeft, ListTree, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { ButtonLink, IconButton, IconLink, Progress } from '@/components';
import { paths } from '@/config/paths';
import { formatPercent } from '@/lib/format';

import type { GateProgress } from '@/api';

import type { PlayerCourse } from '../playerCourse';

interface PlayerHeadProps {
  course: PlayerCourse;
  gate: GateProgress | undefined;
  onOutline: () => void;
}

export function PlayerHead({ course, gate, onOutline }: PlayerHeadProps) {
  const { t } = useTranslation('learning');
  return (
    <header className="sticky top-0 z-(--z-nav) flex h-[60px] items-center gap-1.5 border-b border-line bg-surface ps-1.5 pe-3.5 wide:gap-3.5 wide:ps-4 wide:pe-6">
      <IconLink
        to={course.enrolled ? paths.learning : paths.course(course.slug)}
        label={t(course.enrolled ? 'player.back' : 'player.backToCourse')}
      >
        <ArrowLeft size={20} strokeWidth={1.75} aria-hidden />
      </IconLink>
      <div className="min-w-0">
        <b lang={course.language} className="block truncate text-ui font-semibold">
          {course.title}
        </b>
        <span className="block truncate text-xs text-ink-3 max-wide:hidden">{course.organizationName}</span>
      </div>
      <div className="ms-auto flex items-center gap-3">
        {course.enrolled && (
          <span className="num flex items-center gap-3 text-sm font-semibold">
            <Progress
              percent={course.progressPercent}
              label={t('course.progress')}
              className="w-14 wide:w-40"
            />
            {formatPercent(course.progressPercent)}
          </span>
        )}
        <CertificateState gate={gate} onOutline={onOutline} />
        <IconButton label={t('player.openOutline')} onClick={onOutline} className="wide:hidden">
          <ListTree size={20} strokeWidth={1.75} aria-hidden />
        </IconButton>
      </div>
    </header>
  );
}

function CertificateState({ gate, onOutline }: Omit<PlayerHeadProps, 'course'>) {
  const { t } = useTranslation('learning');
  if (!gate) return null;
  const icon = <ShieldCheck size={16} strokeWidth={1.75} aria-hidden />;
  if (gate.certificate_code) {
    return (
      <ButtonLink to={paths.certificate(gate.certificate_code)} size="sm" className="max-wide:hidden">
        {icon}
        {t('player.certificateReady')}
      </ButtonLink>
    );
  }
  const left = gate.clauses.filter((clause) => !clause.met).length;
  if (left === 0) return null;
  return (
    <button
      type="button"
      onClick={onOutline}
      className="inline-flex h-8 items-center gap-2 rounded-[8px] px-3 text-sm font-[550] whitespace-nowrap hairline-strong hover:bg-tint max-wide:hidden"
    >
      {icon}
      {t('player.stepsLeft', { count: left })}
    </button>
  );
}
