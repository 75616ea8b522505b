import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, useIdempotencyKey, type StaffCertificate } from '@/api';
import { Button, Dialog, FormProblem, toasts } from '@/components';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

interface ReissueDialogProps {
  certificate: StaffCertificate;
  onClose: () => void;
}

/** A certificate that was revoked by mistake: another takes its place, with a number of its own. */
export function ReissueDialog({ certificate, onClose }: ReissueDialogProps) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  const { keyFor } = useIdempotencyKey();
  const { id, number, holder_name: name } = certificate;
  const reissue = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/certificates/{certificate_id}/reissue/', {
          headers: { ...inTenant(org).headers, 'Idempotency-Key': keyFor(id) },
          params: { path: { certificate_id: id } },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: consoleKeys.of(org) }),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('certificates.reissueTitle', { name })}
      description={t('certificates.reissueText', { number })}
      actions={
        <>
          <Button
            variant="primary"
            busy={reissue.isPending && t('certificates.reissuing')}
            onClick={() =>
              reissue.mutate(undefined, {
                onSuccess: () => {
                  toasts.show(t('certificates.reissued', { name }));
                  onClose();
                },
              })
            }
          >
            {t('certificates.reissue')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={reissue.error} />
    </Dialog>
  );
}
