import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';

import { formatPrice } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import type { Week } from './weeks';

const TEXT = { fill: 'var(--ink-3)', fontSize: 11.5, fontFamily: 'var(--ff-sans)' } as const;

interface SalesChartProps {
  weeks: readonly Week[];
  currency: string;
}

/** One emphasis: the best week. This week is hatched, because it is not over. Read out by the sentence of its frame. */
export default function SalesChart({ weeks, currency }: SalesChartProps) {
  const locale = useLocale();
  const price = (amount: number) => formatPrice({ amount, currency }, locale);
  const most = Math.max(...weeks.map((week) => week.gross));
  const best = weeks.findIndex((week) => week.gross === most && !week.isNow);
  const rows = weeks.map((week, index) => ({
    name: dayName(week.start, weeks[index - 1]?.start, locale),
    gross: week.gross,
    label: index === best || (week.isNow && week.gross > 0) ? price(week.gross) : '',
    fill: week.isNow ? 'url(#hatch)' : index === best ? 'var(--cat-1)' : 'var(--series-muted)',
  }));
  return (
    <ResponsiveContainer width="100%" height={228}>
      <BarChart data={rows} margin={{ top: 22, right: 14, bottom: 0, left: 0 }} barCategoryGap="12%">
        <defs>
          <pattern
            id="hatch"
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="5" height="5" fill="var(--tint-strong)" />
            <line x1="0" y1="0" x2="0" y2="5" stroke="var(--cat-1)" strokeWidth="2" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="name" axisLine={false} tickLine={false} tick={TEXT} interval="preserveStartEnd" />
        <YAxis axisLine={false} tickLine={false} tick={TEXT} width={56} tickCount={4} tickFormatter={price} />
        <Bar dataKey="gross" radius={[4, 4, 0, 0]} isAnimationActive={false}>
          <LabelList
            dataKey="label"
            position="top"
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

/** "7 Sep", then "14" until the month changes. */
function dayName(day: string, before: string | undefined, locale: string): string {
  const sameMonth = before?.slice(0, 7) === day.slice(0, 7);
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    ...(sameMonth ? {} : { month: 'short' }),
    timeZone: 'UTC',
  }).format(new Date(day));
}
