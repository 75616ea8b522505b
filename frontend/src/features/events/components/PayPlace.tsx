import { useTranslation } from 'react-i18next';

import { Button, FormProblem } from '@/components';

import { usePayRegistration, type PlaceRef } from '../queries';

/** On to the payment page of this place. */
export function PayPlace({ of }: { of: PlaceRef }) {
  const { t } = useTranslation('events');
  const pay = usePayRegistration(of);
  const leaving = pay.isSuccess && pay.data.checkout_url !== null;
  return (
    <>
      <Button
        variant="primary"
        size="sm"
        busy={(pay.isPending || leaving) && t('register.opening')}
        onClick={() =>
          pay.mutate(undefined, {
            onSuccess: ({ checkout_url: url }) => {
              if (url) window.location.assign(url);
            },
          })
        }
      >
        {t('register.pay')}
      </Button>
      <FormProblem error={pay.error} className="mt-3" />
    </>
  );
}
