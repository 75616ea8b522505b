import { useTranslation } from 'react-i18next';

import { Button, Dialog, FormProblem, toasts } from '@/components';

import { useOrganization } from '../organization';

import { useRotateKey, type KeyRow } from './queries';

/** Says what happens to certificates past and to come before anything does. */
export function RotateDialog({ signingKey, onClose }: { signingKey: KeyRow; onClose: () => void }) {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const rotate = useRotateKey(slug);
  const purpose = t(`keys.purposes.${signingKey.purpose}`);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('keys.rotateTitle')}
      description={t('keys.rotateText', { purpose })}
      actions={
        <>
          <Button
            variant="primary"
            busy={rotate.isPending && t('keys.rotating')}
            onClick={() =>
              rotate.mutate(signingKey.id, {
                onSuccess: () => {
                  toasts.show(t('keys.rotated'));
                  onClose();
                },
              })
            }
          >
            {t('keys.rotateSubmit')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={rotate.error} className="mb-5" />
      <ul className="grid list-disc gap-2 ps-5 text-ui leading-relaxed text-ink-2">
        <li>{t('keys.fromNow')}</li>
        <li>{t('keys.staysVerifiable')}</li>
        <li>{t('keys.notUndone')}</li>
      </ul>
    </Dialog>
  );
}
