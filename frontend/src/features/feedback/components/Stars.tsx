import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

interface StarsProps {
  name: string;
  value: number | undefined;
  invalid: boolean;
  onChange: (value: number) => void;
}

/** One to five stars: a radio group, so arrows move and the words are read out. */
export function Stars({ name, value, invalid, onChange }: StarsProps) {
  const { t } = useTranslation('feedback');
  return (
    <div className="-ms-2 flex items-center">
      {[1, 2, 3, 4, 5].map((number) => (
        <label
          key={number}
          className="relative grid size-11 cursor-pointer place-items-center rounded-md has-focus-visible:outline-2 has-focus-visible:outline-offset-[-2px] has-focus-visible:outline-(--focus)"
        >
          <input
            type="radio"
            name={name}
            data-field={name}
            value={number}
            checked={value === number}
            aria-label={t('stars', { count: number })}
            onChange={() => onChange(number)}
            className="absolute inset-0 cursor-pointer appearance-none opacity-0"
          />
          <Star
            size={28}
            strokeWidth={1.5}
            aria-hidden
            className={cx(
              value !== undefined && number <= value
                ? 'fill-(--cat-1) text-(--cat-1)'
                : invalid
                  ? 'text-danger'
                  : 'text-line-strong',
            )}
          />
        </label>
      ))}
      <span aria-hidden className="num ms-2 text-ui text-ink-2">
        {value !== undefined && t('stars', { count: value })}
      </span>
    </div>
  );
}
