import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  Dialog,
  Field,
  FieldError,
  FormProblem,
  Radio,
  RadioGroup,
  Textarea,
  toasts,
} from '@/components';

import { useDecide, type DecideInput } from './queries';

import type { CertificateDecision } from '@/api';

const SHORTEST = 3;
const VERDICTS = ['kept', 'revoked'] as const;

interface DecideDialogProps {
  decision: CertificateDecision;
  onClose: () => void;
}

/** Kept or revoked, for good, and why. */
export function DecideDialog({ decision, onClose }: DecideDialogProps) {
  const { t } = useTranslation('eventCertificates');
  const formId = useId();
  const decide = useDecide(decision.id);
  const [verdict, setVerdict] = useState<DecideInput['verdict'] | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { holder_name: name, number } = decision.certificate;
  const short = reason.trim().length < SHORTEST;
  const submit = () => {
    setTried(true);
    if (!verdict || short) return;
    decide.mutate(
      { verdict, reason: reason.trim() },
      {
        onSuccess: () => {
          toasts.show(t(`decided.${verdict}`, { name }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('decideTitle', { name })}
      description={t('decideText', { number })}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant={verdict === 'revoked' ? 'danger' : 'primary'}
            busy={decide.isPending && t('deciding')}
          >
            {t(verdict ? `act.${verdict}` : 'decide')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-5"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          submit();
        }}
      >
        <FormProblem error={decide.error} />
        <ul className="grid gap-1 rounded-md bg-sunken px-4 py-3 text-sm text-ink-2">
          <li>{t(`doubt.${decision.doubt}`)}</li>
          {decision.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <div>
          <RadioGroup legend={t('whatNow')}>
            {VERDICTS.map((one) => (
              <Radio
                key={one}
                name={formId}
                label={t(`act.${one}`)}
                hint={t(`actHint.${one}`)}
                checked={verdict === one}
                onChange={() => setVerdict(one)}
              />
            ))}
          </RadioGroup>
          {tried && !verdict && (
            <div role="alert">
              <FieldError message={t('chooseVerdict')} />
            </div>
          )}
        </div>
        <Field
          label={t('reason')}
          hint={t(verdict === 'revoked' ? 'reasonPublic' : 'reasonKept')}
          error={tried && short ? t('reasonShort') : undefined}
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
