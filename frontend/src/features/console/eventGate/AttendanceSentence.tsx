import { useTranslation } from 'react-i18next';

import { Checkbox } from '@/components';
import { formatDuration } from '@/lib/format';

import { NumberValue, Value } from '../certificates/Value';

import type { AttendanceDraft, ClauseFault } from './draft';
import type { GateSession } from '@/api';

interface AttendanceSentenceProps {
  clause: AttendanceDraft;
  sessions: readonly GateSession[];
  fault: ClauseFault | null;
  faultId: string;
  onChange: (clause: AttendanceDraft) => void;
  onLeave: () => void;
}

/** "Attended at least 80 % of the time, taken together, in all 4 sessions". */
export function AttendanceSentence({
  clause,
  sessions,
  fault,
  faultId,
  onChange,
  onLeave,
}: AttendanceSentenceProps) {
  const { t } = useTranslation('eventGate');
  const set = (part: Partial<AttendanceDraft>) => onChange({ ...clause, ...part });
  // With one session there is nothing to choose, unless something was chosen before.
  const whole = sessions.length <= 1 && clause.every && !clause.each;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1.5 text-[1rem] leading-9">
        {t('attended')}
        <NumberValue
          label={t('amount')}
          value={clause.amount}
          invalid={fault === 'percent' || fault === 'minutes'}
          describedBy={faultId}
          onChange={(amount) => set({ amount })}
          onBlur={onLeave}
        />
        <Value
          label={t('unit')}
          value={clause.unit}
          onChange={(unit) => set({ unit: unit === 'minutes' ? 'minutes' : 'percent' })}
        >
          <option value="percent">{t('percent')}</option>
          <option value="minutes">{t('minutes')}</option>
        </Value>
        {whole ? (
          t('ofTheEvent')
        ) : (
          <>
            {t('of')}
            <Value
              label={t('measure')}
              value={clause.each ? 'each' : 'together'}
              onChange={(measure) => set({ each: measure === 'each' })}
            >
              <option value="together">{t('together')}</option>
              <option value="each">{t('each')}</option>
            </Value>
            {clause.each ? (
              <>
                {t('inAtLeast')}
                <NumberValue
                  label={t('howMany')}
                  value={clause.atLeast}
                  invalid={fault === 'atLeast'}
                  describedBy={faultId}
                  onChange={(atLeast) => set({ atLeast })}
                  onBlur={onLeave}
                />
                {t('ofThem')}
              </>
            ) : (
              t('in')
            )}
            <Value
              label={t('which')}
              value={clause.every ? 'all' : 'some'}
              onChange={(which) => set({ every: which === 'all' })}
            >
              <option value="all">{t('allSessions', { count: sessions.length })}</option>
              <option value="some">{t('someSessions')}</option>
            </Value>
          </>
        )}
      </p>
      {!clause.every && (
        <fieldset className="mt-2">
          <legend className="sr-only">{t('which')}</legend>
          {sessions.map(({ id, title, window_minutes: minutes }) => (
            <Checkbox
              key={id}
              label={title}
              hint={formatDuration(minutes * 60)}
              checked={clause.sessions.includes(id)}
              onChange={({ target }) => {
                const others = clause.sessions.filter((one) => one !== id);
                set({ sessions: target.checked ? [...others, id] : others });
                onLeave();
              }}
            />
          ))}
        </fieldset>
      )}
    </>
  );
}
