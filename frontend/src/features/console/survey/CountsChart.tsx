import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';

import { heightOf, topOf } from './figures';

import type { SurveyResultGroup } from '@/api';

const TEXT = { fill: 'var(--ink-2)', fontSize: 13, fontFamily: 'var(--ff-sans)' } as const;

interface CountsChartProps {
  counts: SurveyResultGroup['counts'];
  /** The answers are words, not numbers. */
  wide: boolean;
}

/** How many chose each answer. One emphasis: the most chosen. Read out by the sentence of its frame. */
export default function CountsChart({ counts, wide }: CountsChartProps) {
  const top = topOf(counts);
  const rows = counts.map(({ value, text, count }) => ({
    name: wide ? shortened(text) : text,
    count,
    label: count > 0 ? String(count) : '',
    fill: value === top?.value ? 'var(--cat-1)' : 'var(--series-muted)',
  }));
  return (
    <ResponsiveContainer width="100%" height={heightOf(rows.length)}>
      <BarChart
        data={rows}
        layout="vertical"
        margin={{ top: 0, right: 36, bottom: 0, left: 0 }}
        barCategoryGap="22%"
      >
        <XAxis type="number" hide domain={[0, 'dataMax']} />
        <YAxis
          type="category"
          dataKey="name"
          axisLine={false}
          tickLine={false}
          tick={TEXT}
          width={wide ? 150 : 34}
          interval={0}
        />
        <Bar dataKey="count" radius={[0, 4, 4, 0]} isAnimationActive={false}>
          <LabelList
            dataKey="label"
            position="right"
            fill="var(--ink)"
            fontSize={12.5}
            fontWeight={600}
            fontFamily="var(--ff-sans)"
          />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}

/** The table has the whole of it. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
