import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  Checkbox,
  ErrorState,
  Field,
  FormProblem,
  Input,
  Loading,
  Skeleton,
  Textarea,
} from '@/components';

import '../messages';
import './messages';
import { useOrganization } from '../organization';
import { SavedState } from '../SavedState';
import { Page } from '../shell/Page';
import { useUnsaved } from '../useUnsaved';

import { policyQuery, usePolicyChange } from './queries';
import { RoomsHead } from './RoomsHead';

import type { RoomPolicy } from '@/api';

const LONGEST_DAYS = 3650;

/** What holds in every room of the organization. */
export function RulesPage() {
  const { t } = useTranslation('rooms');
  const { slug } = useOrganization();
  const policy = useQuery(policyQuery(slug));
  return (
    <Page title={t('rules')} needs={['moderate_rooms']}>
      <RoomsHead />
      <div className="mt-7 max-w-[560px]">
        {policy.isPending && (
          <Loading>
            <Skeleton className="h-64 w-full" />
          </Loading>
        )}
        {policy.isError && !policy.data && (
          <ErrorState
            title={t('policy.errorTitle')}
            error={policy.error}
            retry={() => void policy.refetch()}
          />
        )}
        {policy.data && <Form policy={policy.data} />}
      </div>
    </Page>
  );
}

function Form({ policy }: { policy: RoomPolicy }) {
  const { t } = useTranslation('rooms');
  const { slug } = useOrganization();
  const save = usePolicyChange(slug);
  const [makes, setMakes] = useState(policy.makes_rooms ?? true);
  const [words, setWords] = useState((policy.blocked_words ?? []).join('\n'));
  const [days, setDays] = useState(policy.retention_days == null ? '' : String(policy.retention_days));
  const [saved, setSaved] = useState(() => JSON.stringify([makes, words, days]));
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [tried, setTried] = useState(false);
  const now = JSON.stringify([makes, words, days]);
  const dirty = now !== saved;
  useUnsaved(dirty);
  const number = Number(days);
  const wrong = days.trim() !== '' && !(Number.isInteger(number) && number >= 1 && number <= LONGEST_DAYS);
  const store = () => {
    setTried(true);
    if (wrong) return;
    save.mutate(
      {
        makes_rooms: makes,
        blocked_words: [...new Set(words.split(/[\n,]/).map((word) => word.trim()))].filter(Boolean),
        retention_days: days.trim() === '' ? null : number,
      },
      {
        onSuccess: () => {
          setSaved(now);
          setSavedAt(new Date());
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
      className="grid gap-6"
    >
      <FormProblem error={save.error} />
      <Checkbox
        label={t('policy.makes')}
        hint={t('policy.makesHint')}
        checked={makes}
        onChange={(event) => setMakes(event.target.checked)}
      />
      <Field label={t('policy.words')} hint={t('policy.wordsHint')}>
        <Textarea rows={6} value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
      <Field
        label={t('policy.days')}
        hint={t('room.daysHint')}
        error={tried && wrong ? t('room.daysWrong', { most: LONGEST_DAYS }) : undefined}
        className="wide:w-[320px]"
      >
        <Input inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} />
      </Field>
      <div className="flex items-center gap-4">
        <Button type="submit" variant="primary" disabled={!dirty || save.isPending}>
          {t('save', { ns: 'common' })}
        </Button>
        <SavedState dirty={dirty} saving={save.isPending} savedAt={savedAt} />
      </div>
    </form>
  );
}
