import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Checkbox, Field, FormProblem, Input, toasts } from '@/components';

import { useOrganization } from '../organization';

import { useNewTopic, type NewTopic as Topic } from './queries';

const LONGEST = 80;

/** One more room beside the main one of an activity. */
export function NewTopic({ kind, activity }: Pick<Topic, 'kind' | 'activity'>) {
  const { t } = useTranslation('rooms');
  const { slug: org } = useOrganization();
  const create = useNewTopic(org);
  const [name, setName] = useState('');
  const [isAnnouncements, setAnnouncements] = useState(false);
  const [tried, setTried] = useState(false);
  const empty = name.trim() === '';
  const store = () => {
    setTried(true);
    if (empty) return;
    create.mutate(
      { kind, activity, name: name.trim(), isAnnouncements },
      {
        onSuccess: () => {
          toasts.show(t('topic.done', { name: name.trim() }));
          setName('');
          setAnnouncements(false);
          setTried(false);
        },
      },
    );
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        store();
      }}
      className="grid gap-4"
    >
      <FormProblem error={create.error} fields={['name']} />
      <Field label={t('topic.name')} error={tried && empty ? t('topic.missing') : undefined}>
        <Input maxLength={LONGEST} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Checkbox
        label={t('topic.announcements')}
        hint={t('topic.announcementsHint')}
        checked={isAnnouncements}
        onChange={(event) => setAnnouncements(event.target.checked)}
      />
      <div>
        <Button type="submit" busy={create.isPending && t('topic.busy')}>
          {t('topic.add')}
        </Button>
      </div>
    </form>
  );
}
