import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Field, FormProblem, Notice, Section, Select, Skeleton, toasts } from '@/components';
import { useLocale } from '@/lib/i18n';

import { dayIn } from '../../events/zoned';
import { useOrganization } from '../../organization';

import { recordableQuery, recordingQuery, useRecording } from './queries';

import type { StaffEventCard } from '@/api';

/** Names the event that a course was made of, so that nobody gets credit for the same thing twice. */
export function RecordingEditor({ course, locked }: { course: string; locked: boolean }) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const recording = useQuery(recordingQuery(org, course));
  const events = useQuery(recordableQuery(org));
  const failed = [recording, events].find(({ isError, data }) => isError && data === undefined);
  return (
    <Section title={t('recording.title')} lede={t('recording.lede')}>
      {failed && (
        <Notice
          tone="warning"
          action={
            <Button size="sm" onClick={() => void failed.refetch()}>
              {t('tryAgain', { ns: 'common' })}
            </Button>
          }
        >
          {t('recording.errorTitle')}
        </Notice>
      )}
      {!failed && (recording.data === undefined || events.data === undefined) && (
        <Skeleton className="h-[74px] w-full" />
      )}
      {recording.data !== undefined && events.data !== undefined && (
        <Chooser
          key={recording.data ?? ''}
          course={course}
          locked={locked}
          named={recording.data}
          events={events.data}
        />
      )}
    </Section>
  );
}

interface ChooserProps {
  course: string;
  locked: boolean;
  named: string | null;
  events: readonly StaffEventCard[];
}

function Chooser({ course, locked, named, events }: ChooserProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const save = useRecording(course);
  const [chosen, setChosen] = useState(named ?? '');
  const unknown = named !== null && events.every(({ id }) => id !== named);
  return (
    <div className="grid gap-4">
      <FormProblem error={save.error} />
      <div className="grid items-end gap-3 wide:grid-cols-[minmax(0,1fr)_auto]">
        <Field label={t('recording.event')}>
          <Select
            value={chosen}
            disabled={locked}
            onChange={({ target }) => {
              setChosen(target.value);
              save.reset();
            }}
          >
            <option value="">{t('recording.none')}</option>
            {unknown && <option value={named}>{t('recording.other')}</option>}
            {events.map(({ id, title, starts_at: start, time_zone: zone }) => (
              <option key={id} value={id}>
                {start ? t('recording.option', { title, day: dayIn(start, zone, locale) }) : title}
              </option>
            ))}
          </Select>
        </Field>
        {!locked && (
          <Button
            disabled={chosen === (named ?? '')}
            busy={save.isPending && t('recording.saving')}
            onClick={() =>
              save.mutate(chosen || null, {
                onSuccess: () => toasts.show(t(chosen ? 'recording.done' : 'recording.doneNone')),
              })
            }
          >
            {t('recording.save')}
          </Button>
        )}
      </div>
    </div>
  );
}
