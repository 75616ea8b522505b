import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type StaffCertificate } from '@/api';
import { Button, Dialog, Field, FormProblem, Textarea, toasts } from '@/components';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

const SHORTEST = 3;

export function RevokeDialog({
  certificate,
  onClose,
}: {
  certificate: StaffCertificate;
  onClose: () => void;
}) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const formId = useId();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const revoke = useMutation({
    mutationFn: (text: string) =>
      unwrap(
        api.POST('/api/certificates/{certificate_id}/revoke/', {
          ...inTenant(org),
          params: { path: { certificate_id: certificate.id } },
          body: { reason: text },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: consoleKeys.of(org) }),
  });
  const { number } = certificate;
  const usable = reason.trim().length >= SHORTEST;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('certificates.revokeTitle', { number })}
      description={t('certificates.revokeText')}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="danger"
            busy={revoke.isPending && t('certificates.revoking')}
          >
            {t('certificates.revoke')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!usable) return;
          revoke.mutate(reason.trim(), {
            onSuccess: () => {
              toasts.show(t('certificates.revoked', { number }));
              onClose();
            },
          });
        }}
        className="grid gap-5"
      >
        <FormProblem error={revoke.error} />
        <Field
          label={t('certificates.reason')}
          hint={t('certificates.reasonHint')}
          error={tried && !usable ? t('certificates.reasonShort') : undefined}
        >
          <Textarea
            rows={3}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
