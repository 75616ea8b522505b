import { Mail, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { IconButton } from '@/components';

import './messages';

interface SelectionBarProps {
  count: number;
  onWrite: () => void;
  onClear: () => void;
}

/** What may be done with those who were chosen. It floats while there are any. */
export function SelectionBar({ count, onWrite, onClear }: SelectionBarProps) {
  const { t } = useTranslation('eventPeople');
  return (
    <div
      role="region"
      aria-label={t('select.bar')}
      className="sticky bottom-[calc(1rem+env(safe-area-inset-bottom))] z-(--z-sticky) mx-auto mt-6 flex w-fit max-w-full animate-rise items-center gap-1 rounded-md bg-night py-1.5 ps-4 pe-1.5 text-ui text-on-night shadow-3 ring-1 ring-white/15"
    >
      <span role="status" className="num pe-2 font-[550]">
        {t('select.count', { count })}
      </span>
      <button
        type="button"
        onClick={onWrite}
        className="inline-flex h-11 items-center gap-2 rounded-sm px-3 font-[550] hover:bg-white/10 wide:h-10"
      >
        <Mail size={17} strokeWidth={1.75} aria-hidden />
        {t('select.write')}
      </button>
      <IconButton label={t('select.clear')} onClick={onClear} className="!text-on-night-2 hover:!bg-white/10">
        <X size={17} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </div>
  );
}
