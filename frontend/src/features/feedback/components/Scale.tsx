import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

interface ScaleProps {
  name: string;
  /** 0 or 1; it ends with 10. */
  from: number;
  low: string;
  high: string;
  value: number | undefined;
  invalid: boolean;
  onChange: (value: number) => void;
}

/** Numbers to 10 in a row, two rows on a phone. What the ends mean stands beside them. */
export function Scale({ name, from, low, high, value, invalid, onChange }: ScaleProps) {
  const { t } = useTranslation('feedback');
  const numbers = Array.from({ length: 11 - from }, (_, index) => from + index);
  const wordsOf = (number: number) => {
    const end = number === from ? low : number === 10 ? high : '';
    return end ? t('scaleEnd', { number, end }) : undefined;
  };
  return (
    <div className="max-w-[600px]">
      <div className="grid grid-cols-6 gap-1.5 wide:flex">
        {numbers.map((number) => (
          <label
            key={number}
            className={cx(
              invalid ? 'border-danger' : 'border-line-strong',
              'num relative grid h-11 cursor-pointer place-items-center rounded-md border bg-surface text-ui font-[550] has-checked:border-primary has-checked:bg-primary has-checked:text-on-primary has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--focus) wide:flex-1',
            )}
          >
            <input
              type="radio"
              name={name}
              data-field={name}
              value={number}
              checked={value === number}
              aria-label={wordsOf(number)}
              onChange={() => onChange(number)}
              className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            />
            {number}
          </label>
        ))}
      </div>
      {(low || high) && (
        <p aria-hidden className="mt-1.5 flex justify-between gap-6 text-sm text-ink-3">
          <span>{low && t('scaleEnd', { number: from, end: low })}</span>
          <span className="text-end">{high && t('scaleEnd', { number: 10, end: high })}</span>
        </p>
      )}
    </div>
  );
}
