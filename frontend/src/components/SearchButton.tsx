import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';
import { palette } from '@/lib/palette';
import { isApple } from '@/lib/platform';

import { Kbd } from './Kbd';

/** Opens the palette. It is an icon until the bar has room for words. */
export function SearchButton({ className }: { className?: string }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts={isApple ? 'Meta+K' : 'Control+K'}
      onClick={palette.open}
      className={cx(
        'flex size-11 flex-none items-center justify-center gap-2.5 rounded-md text-ink-2 hover:bg-tint hover:text-ink',
        'min-[68rem]:h-10 min-[68rem]:w-[232px] min-[68rem]:justify-start min-[68rem]:bg-sunken min-[68rem]:ps-[13px] min-[68rem]:pe-2.5 min-[68rem]:text-ui min-[68rem]:text-ink-3',
        className,
      )}
    >
      <Search size={19} strokeWidth={1.75} aria-hidden className="flex-none min-[68rem]:size-[17px]" />
      <span className="max-[68rem]:sr-only min-[68rem]:flex-1 min-[68rem]:text-start">{t('palette')}</span>
      <span aria-hidden className="max-[68rem]:hidden">
        <Kbd>{isApple ? '⌘K' : 'Ctrl K'}</Kbd>
      </span>
    </button>
  );
}
