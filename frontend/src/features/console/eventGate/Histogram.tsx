import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Table, Td, Th, Tr } from '@/components';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import type { GateDryRunBar } from '@/api';

const WIDTH = 330;
const HEIGHT = 128;
const TOP = 28;
const FLOOR = TOP + HEIGHT;
const STEP = WIDTH / 10;
const GAP = 5;
const LABEL = 44;

interface HistogramProps {
  bars: readonly GateDryRunBar[];
  people: number;
  /** The percent that the attendance sentence asks for, where one decides. */
  threshold: number | null;
}

/** How much people attended, in tens of a percent, and the line that they have to reach. */
export function Histogram({ bars, people, threshold }: HistogramProps) {
  const { t } = useTranslation('eventGate');
  const locale = useLocale();
  const titleId = useId();
  const [asTable, setAsTable] = useState(false);
  const most = bars.reduce((top, bar) => (bar.people > top.people ? bar : top), {
    first: 0,
    last: 0,
    people: 0,
  });
  const range = ({ first, last }: GateDryRunBar) => t('range', { first, last });
  return (
    <section aria-labelledby={titleId} className="mt-6">
      <div className="flex items-baseline justify-between gap-4">
        <h3 id={titleId} className="text-sm font-semibold">
          {t('histogram', { count: people, people: formatCount(people, locale) })}
        </h3>
        <button type="button" className="link -my-2 py-2 text-sm" onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'asChart' : 'asTable')}
        </button>
      </div>
      {asTable ? (
        <Table>
          <thead>
            <Tr>
              <Th>{t('attendedPercent')}</Th>
              <Th numeric>{t('people')}</Th>
            </Tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <Tr key={bar.first}>
                <Td className="num">{range(bar)}</Td>
                <Td numeric>{formatCount(bar.people, locale)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : (
        <Bars
          bars={bars}
          most={most.people}
          threshold={threshold}
          label={
            threshold === null
              ? t('histogramLabel', { range: range(most), count: most.people })
              : t('histogramLine', { range: range(most), count: most.people, percent: threshold })
          }
        />
      )}
    </section>
  );
}

interface BarsProps {
  bars: readonly GateDryRunBar[];
  most: number;
  threshold: number | null;
  label: string;
}

function Bars({ bars, most, threshold, label }: BarsProps) {
  const line = threshold === null ? null : (threshold * WIDTH) / 100;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${FLOOR + 24}`}
      role="img"
      aria-label={label}
      className="num mt-2 block h-auto w-full font-sans text-[11.5px] font-medium"
    >
      {bars.map((bar) => (
        <Column key={bar.first} bar={bar} most={most} threshold={threshold} />
      ))}
      <line x1="0" x2={WIDTH} y1={FLOOR} y2={FLOOR} stroke="var(--line-strong)" />
      {line !== null && threshold !== null && <Threshold at={line} percent={threshold} />}
      <text x="0" y={FLOOR + 18} fill="var(--ink-3)">
        0%
      </text>
      <text x={WIDTH / 2} y={FLOOR + 18} textAnchor="middle" fill="var(--ink-3)">
        50%
      </text>
      <text x={WIDTH} y={FLOOR + 18} textAnchor="end" fill="var(--ink-3)">
        100%
      </text>
    </svg>
  );
}

/** Whoever reaches the line stands out; it may run through a column. */
function Column({ bar, most, threshold }: Omit<BarsProps, 'bars' | 'label'> & { bar: GateDryRunBar }) {
  const height = bar.people === 0 ? 0 : Math.max(3, (bar.people * HEIGHT) / Math.max(most, 1));
  const start = (bar.first * WIDTH) / 100 + GAP / 2;
  const end = start + STEP - GAP;
  const reached = Math.min(end, Math.max(start, ((threshold ?? 0) * WIDTH) / 100));
  const shape = { y: FLOOR - height, height, rx: Math.min(3, height / 2) };
  return (
    <>
      <rect {...shape} x={start} width={end - start} fill="var(--series-muted)" />
      {reached < end && <rect {...shape} x={reached} width={end - reached} fill="var(--cat-1)" />}
    </>
  );
}

function Threshold({ at, percent }: { at: number; percent: number }) {
  const start = Math.min(Math.max(at - LABEL / 2, 0), WIDTH - LABEL);
  return (
    <>
      <line x1={at} x2={at} y1="14" y2={FLOOR + 5} stroke="var(--ink)" strokeWidth="1.5" />
      <rect x={start} y="0" width={LABEL} height="21" rx="7" fill="var(--ink)" />
      <text x={start + LABEL / 2} y="14.5" textAnchor="middle" fill="var(--paper)" fontWeight="600">
        {percent}%
      </text>
    </>
  );
}
