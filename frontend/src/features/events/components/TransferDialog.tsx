import { zodResolver } from '@hookform/resolvers/zod';
import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { Button, Dialog, Field, FormProblem, Input, applyProblem } from '@/components';

import { useTransfer } from '../changeQueries';

import type { PlaceRef } from '../queries';
import type { RegistrationDetail, TransferInput } from '@/api';

const FIELDS = ['name', 'email'] as const;

interface TransferDialogProps {
  place: RegistrationDetail;
  of: PlaceRef;
  onPassedOn: (to: TransferInput) => void;
  onClose: () => void;
}

/** Asks for the other person, and says what happens before it does. */
export function TransferDialog({ place, of, onPassedOn, onClose }: TransferDialogProps) {
  const { t } = useTranslation('events');
  const formId = useId();
  const transfer = useTransfer(of);
  const schema = z.object({
    name: z.string().trim().min(1, t('missing.name')),
    email: z.email(t('missing.email')),
  }) satisfies z.ZodType<TransferInput>;
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: { name: '', email: '' },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((to) =>
    transfer.mutate(to, {
      onSuccess: ({ successor }) => onPassedOn(successor),
      onError: (error) => applyProblem(error, FIELDS, form.setError),
    }),
  );
  const paid = place.price !== null && place.price.amount > 0;
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('transfer.title')}
      description={t('transfer.text', { name: place.name, event: place.event.title })}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={transfer.isPending && t('transfer.busy')}
          >
            {t('transfer.action')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('transfer.keep')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate className="grid gap-5" onSubmit={(event) => void submit(event)}>
        <FormProblem error={transfer.error} fields={FIELDS} />
        <Field label={t('transfer.name')} hint={t('transfer.nameHint')} error={errors.name?.message}>
          <Input autoComplete="off" maxLength={200} {...form.register('name')} />
        </Field>
        <Field label={t('transfer.email')} error={errors.email?.message}>
          <Input type="email" autoComplete="off" maxLength={254} {...form.register('email')} />
        </Field>
        <ul className="grid list-disc gap-1.5 ps-5 text-sm leading-relaxed text-ink-2">
          <li>{t('transfer.told')}</li>
          {place.questions.length > 0 && <li>{t('transfer.answers')}</li>}
          <li>{t(paid ? 'transfer.money' : 'transfer.free')}</li>
          <li>{t(place.for_another ? 'transfer.finalOther' : 'transfer.final')}</li>
        </ul>
      </form>
    </Dialog>
  );
}
