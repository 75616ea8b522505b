import { useTranslation } from 'react-i18next';

import '../messages';
import { ringGroups, ringTicks, type Tick } from '../bezel';

import type { CpdCycle } from '@/api';

const SIZE = 320;
const WIDTH = { earned: 3, booked: 1.6, missing: 1.25 };

/** One tick is half a credit: long earned, thin booked, short missing. The table beside it says the same. */
export function Ring({ cycle }: { cycle: CpdCycle }) {
  const { t } = useTranslation('cpd');
  return (
    <div className="relative mx-auto mt-5 w-full max-w-[320px]">
      <svg
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        role="img"
        aria-label={t('ring.label', { reached: cycle.reached, target: cycle.target })}
      >
        <g strokeLinecap="round">
          {ringTicks(ringGroups(cycle), SIZE).map((tick) => (
            <line
              key={`${tick.x2} ${tick.y2}`}
              x1={tick.x1}
              y1={tick.y1}
              x2={tick.x2}
              y2={tick.y2}
              stroke={colourOf(tick)}
              strokeWidth={WIDTH[tick.state]}
              opacity={tick.state === 'missing' ? 0.55 : 1}
            />
          ))}
        </g>
      </svg>
      <div className="absolute inset-0 grid place-content-center text-center">
        <b className="num font-serif text-[3.6rem] leading-none font-[420] tracking-[-.035em]">
          {cycle.reached}
        </b>
        <span className="num mt-2 text-ui text-ink-2">{t('ring.of', { target: cycle.target })}</span>
        {cycle.is_current && (
          <span className="num mt-1 text-sm text-ink-3">
            {t('ring.daysLeft', { count: cycle.days_left })}
          </span>
        )}
      </div>
    </div>
  );
}

export function RingLegend() {
  const { t } = useTranslation('cpd');
  return (
    <ul className="mt-3 flex flex-wrap justify-center gap-x-5 gap-y-1 text-sm text-ink-2">
      {(['earned', 'booked', 'missing'] as const).map((state) => (
        <li key={state} className="inline-flex items-center gap-2">
          <svg width="14" height="6" aria-hidden>
            <line
              x1={state === 'missing' ? 4 : 1}
              x2={state === 'missing' ? 10 : 13}
              y1="3"
              y2="3"
              strokeLinecap="round"
              stroke={state === 'missing' ? 'var(--line-strong)' : 'var(--cat-1)'}
              strokeWidth={WIDTH[state]}
            />
          </svg>
          {t(`ring.${state}`)}
        </li>
      ))}
    </ul>
  );
}

function colourOf({ state, category }: Tick): string {
  if (state === 'missing') return 'var(--line-strong)';
  return category === 0 ? 'var(--ink-3)' : `var(--cat-${category})`;
}
