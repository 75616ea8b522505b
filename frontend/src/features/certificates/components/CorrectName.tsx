import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Hourglass, PenLine } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import {
  Button,
  Checkbox,
  Dialog,
  Field,
  FieldError,
  FormProblem,
  Input,
  Notice,
  toasts,
} from '@/components';
import { paths } from '@/config/paths';
import { meQuery } from '@/features/accounts';

import { certificateKeys, replacementQuery, useCorrectName } from '../queries';

import type { Certificate } from '@/api';

/** For the holder of a certificate in force: has it made out to another name. */
export function CorrectName({ certificate }: { certificate: Certificate }) {
  const { t } = useTranslation('certificates');
  const [open, setOpen] = useState(false);
  if (certificate.status !== 'issued') return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <PenLine size={17} strokeWidth={1.75} aria-hidden />
        {t('correct.button')}
      </Button>
      {open && <CorrectNameDialog certificate={certificate} onClose={() => setOpen(false)} />}
    </>
  );
}

interface CorrectNameDialogProps {
  certificate: Certificate;
  onClose: () => void;
}

function CorrectNameDialog({ certificate, onClose }: CorrectNameDialogProps) {
  const { t } = useTranslation('certificates');
  const formId = useId();
  const correct = useCorrectName(certificate.id);
  const making = correct.data !== undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('correct.title')}
      description={making ? undefined : t('correct.text', { name: certificate.holder_name })}
      actions={
        making ? (
          <Button onClick={onClose}>{t('close', { ns: 'common' })}</Button>
        ) : (
          <>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              busy={correct.isPending && t('correct.sending')}
            >
              {t('correct.submit')}
            </Button>
            <Button variant="ghost" onClick={onClose}>
              {t('cancel', { ns: 'common' })}
            </Button>
          </>
        )
      }
    >
      {correct.data ? (
        <Making replacement={correct.data} />
      ) : (
        <NameForm
          id={formId}
          printed={certificate.holder_name}
          error={correct.error}
          onSubmit={(name) => {
            if (!correct.isPending) correct.mutate(name);
          }}
        />
      )}
    </Dialog>
  );
}

interface NameFormProps {
  id: string;
  /** The name that the certificate bears. */
  printed: string;
  error: Error | null;
  onSubmit: (name: string) => void;
}

function NameForm({ id, printed, error, onSubmit }: NameFormProps) {
  const { t } = useTranslation('certificates');
  const { data: me } = useQuery(meQuery());
  const [typed, setTyped] = useState<string | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const [tried, setTried] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const name = (typed ?? me?.legal_name ?? '').trim();
  const wrong = name === '' ? t('correct.nameMissing') : name === printed ? t('correct.nameSame') : undefined;
  const submit = () => {
    setTried(true);
    if (wrong) input.current?.focus();
    else if (!confirmed) box.current?.focus();
    else onSubmit(name);
  };
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="grid gap-5"
    >
      <FormProblem error={error} />
      <ul className="grid list-disc gap-1.5 ps-5 text-ui leading-relaxed text-ink-2">
        {(['newCode', 'oldAddress', 'same', 'others'] as const).map((key) => (
          <li key={key}>{t(`correct.${key}`)}</li>
        ))}
      </ul>
      <Field label={t('correct.name')} hint={t('correct.nameHint')} error={tried ? wrong : undefined}>
        <Input
          ref={input}
          autoComplete="name"
          maxLength={200}
          value={typed ?? me?.legal_name ?? ''}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <div>
        <Checkbox
          ref={box}
          label={t('correct.confirm')}
          checked={confirmed}
          onChange={(event) => setConfirmed(event.target.checked)}
        />
        <FieldError message={tried && !confirmed ? t('correct.confirmMissing') : undefined} />
      </div>
    </form>
  );
}

/** Until the new certificate is in force; then there. The old one holds until that moment. */
function Making({ replacement }: { replacement: Certificate }) {
  const { t } = useTranslation('certificates');
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: seen, error } = useQuery(replacementQuery(replacement.id));
  const data = seen ?? replacement;
  const ready = data.status === 'issued';
  useEffect(() => {
    if (!ready) return;
    void client.invalidateQueries({ queryKey: certificateKeys.all });
    toasts.show(t('correct.ready'));
    void navigate(paths.certificate(replacement.code));
  }, [ready, client, navigate, replacement.code, t]);
  const held = data.waiting_for && data.waiting_for.code !== 'preparing' ? data.waiting_for.text : null;
  if (held !== null || (data.status !== 'pending' && !ready)) {
    return (
      <Notice tone="warning" title={t('correct.heldTitle')}>
        {held ?? t('correct.ended')}
      </Notice>
    );
  }
  return (
    <div className="grid gap-4">
      <FormProblem error={error} />
      <div role="status" className="flex gap-3.5">
        <Hourglass size={22} strokeWidth={1.75} aria-hidden className="mt-0.5 flex-none text-info" />
        <div>
          <b className="block font-semibold">{t('correct.making', { name: data.holder_name })}</b>
          <p className="mt-1 text-ui leading-relaxed text-ink-2">{t('correct.makingText')}</p>
        </div>
      </div>
    </div>
  );
}
