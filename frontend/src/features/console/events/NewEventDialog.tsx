import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { api, inTenant, unwrap, type StaffEventFormat } from '@/api';
import { Button, Dialog, Field, FormProblem, Input, Radio, RadioGroup } from '@/components';
import { paths } from '@/config/paths';

import { useOrganization } from '../organization';

import { useEventStep } from './queries';
import { FORMATS } from './status';

/** An event begins with a title and how one attends; its workspace asks for the rest. */
export function NewEventDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('console');
  const { slug: org, time_zone: zone } = useOrganization();
  const formId = useId();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [format, setFormat] = useState<StaffEventFormat>('in_person');
  const [tried, setTried] = useState(false);
  const create = useEventStep((slug, body: { title: string; format: StaffEventFormat; time_zone: string }) =>
    unwrap(api.POST('/api/events/', { ...inTenant(slug), body })),
  );
  const missing = title.trim() === '';
  const submit = () => {
    setTried(true);
    if (missing) return;
    create.mutate(
      { title: title.trim(), format, time_zone: zone },
      { onSuccess: (event) => void navigate(paths.orgEvent(org, event.slug, 'details')) },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('events.newTitle')}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={create.isPending && t('events.creating')}
          >
            {t('events.create')}
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
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FormProblem error={create.error} />
        <Field
          label={t('events.newLabel')}
          hint={t('events.newHint')}
          error={tried && missing ? t('events.titleMissing') : undefined}
        >
          <Input maxLength={160} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <RadioGroup legend={t('events.format')}>
          {FORMATS.map((one) => (
            <Radio
              key={one}
              name="format"
              label={t(`events.formatOf.${one}`)}
              hint={t(`events.formatHint.${one}`)}
              checked={format === one}
              onChange={() => setFormat(one)}
            />
          ))}
        </RadioGroup>
      </form>
    </Dialog>
  );
}
