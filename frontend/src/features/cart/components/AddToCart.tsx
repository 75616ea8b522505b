import { ShoppingBag } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, ButtonLink, Notice, useErrorMessage } from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import { useAddToCart, useCartIds } from '../queries';

interface AddToCartProps {
  course: { id: string };
  block?: boolean;
}

/** Beside "Buy": for those who buy more than one thing, or later. Works before signing in. */
export default function AddToCart({ course, block = false }: AddToCartProps) {
  const { t } = useTranslation('cart');
  const message = useErrorMessage();
  const add = useAddToCart();
  if (useCartIds().has(course.id)) {
    return (
      <ButtonLink to={paths.cart} size="lg" block={block}>
        <ShoppingBag size={17} strokeWidth={1.75} aria-hidden />
        {t('inCart')}
      </ButtonLink>
    );
  }
  return (
    <>
      <Button
        size="lg"
        block={block}
        busy={add.isPending && t('adding')}
        onClick={() => add.mutate({ item_kind: 'course', item_id: course.id })}
      >
        {t('add')}
      </Button>
      {add.isError && <Notice tone="danger">{message(add.error)}</Notice>}
    </>
  );
}
