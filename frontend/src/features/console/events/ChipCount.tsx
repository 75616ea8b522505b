import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

const AT_MOST = 9_999;

/** How many a filter shows, beside its name; nothing where there is nothing, and no more digits than a chip has room for. */
export function ChipCount({ count }: { count: number | undefined }) {
  const locale = useLocale();
  if (!count) return null;
  return (
    <span className="num font-normal">
      {' '}
      {formatCount(Math.min(count, AT_MOST), locale)}
      {count > AT_MOST && '+'}
    </span>
  );
}
