/** A trend without numbers; the chart below has them. */
export function Spark({ values }: { values: readonly number[] }) {
  const most = Math.max(...values, 1);
  const points = values.map((value, index) => {
    const x = 2 + (index * 92) / Math.max(values.length - 1, 1);
    return [x, 30 - (value / most) * 26] as const;
  });
  const last = points.at(-1);
  if (!last || values.every((value) => value === 0)) return null;
  return (
    <svg width="96" height="34" viewBox="0 0 96 34" aria-hidden className="flex-none max-wide:hidden">
      <path
        d={points
          .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
          .join('')}
        fill="none"
        stroke="var(--cat-1)"
        strokeWidth="1.75"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={last[0]} cy={last[1]} r="2.75" fill="var(--cat-1)" />
    </svg>
  );
}
