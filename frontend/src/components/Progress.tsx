import { cx } from '@/lib/cx';

interface ProgressProps {
  percent: number;
  label: string;
  className?: string;
}

export function Progress({ percent, label, className }: ProgressProps) {
  const whole = Math.min(100, Math.max(0, Math.floor(percent)));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={whole}
      className={cx('h-1.5 overflow-hidden rounded-full bg-tint-strong', className)}
    >
      <div
        className="h-full rounded-full bg-primary transition-[width] duration-[var(--t-slow)]"
        style={{ width: `${whole}%` }}
      />
    </div>
  );
}
