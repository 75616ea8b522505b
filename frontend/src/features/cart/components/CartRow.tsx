import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, Cover, PriceText } from '@/components';
import { paths } from '@/config/paths';

import type { Money } from '@/api';

export interface CartRowItem {
  /** What the row is removed by. */
  key: string;
  itemId: string;
  kind: string;
  title: string;
  organization: string | null;
  price: Money | null;
  available: boolean;
}

export function CartRow({ item, onRemove }: { item: CartRowItem; onRemove: () => void }) {
  const { t } = useTranslation('cart');
  return (
    <li className="grid grid-cols-[64px_1fr_auto] gap-x-4 border-b border-line py-5 wide:grid-cols-[88px_1fr_auto] wide:gap-x-5">
      <span className="size-16 overflow-hidden rounded-[12px] wide:h-[66px] wide:w-[88px]">
        <Cover seed={item.itemId} width={176} height={132} />
      </span>
      <div className="min-w-0">
        {item.available ? (
          <Link
            to={paths.course(item.itemId)}
            className="leading-snug font-semibold decoration-1 underline-offset-4 hover:underline"
          >
            {item.title}
          </Link>
        ) : (
          <b className="leading-snug font-semibold">{item.title}</b>
        )}
        <p className="mt-0.5 text-sm text-ink-3">
          {t(item.kind === 'course' ? 'course' : 'item')}
          {item.organization && ` · ${item.organization}`}
        </p>
        {!item.available && <p className="mt-1 text-sm font-medium text-warning">{t('gone')}</p>}
      </div>
      <div className="flex flex-col items-end gap-1">
        {item.available && (
          <b className="num font-semibold">
            <PriceText price={item.price} />
          </b>
        )}
        <Button
          size="sm"
          variant="ghost"
          className="-me-3"
          aria-label={t('removeOf', { title: item.title })}
          onClick={onRemove}
        >
          {t('remove')}
        </Button>
      </div>
    </li>
  );
}
