import { ShoppingBag } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { IconLink } from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import { useCartIds } from '../queries';

/** The basket of the top bar. */
export default function CartLink() {
  const { t } = useTranslation('cart');
  const count = useCartIds().size;
  return (
    <IconLink to={paths.cart} label={count > 0 ? t('linkCount', { count }) : t('link')}>
      <ShoppingBag size={19} strokeWidth={1.75} aria-hidden />
      {count > 0 && (
        <span
          aria-hidden
          className="num absolute end-0.5 top-[3px] h-4 min-w-4 rounded-[9px] bg-primary px-1 text-center text-[10px] leading-4 font-semibold text-on-primary"
        >
          {count}
        </span>
      )}
    </IconLink>
  );
}
