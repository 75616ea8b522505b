import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { api, inTenant, unwrap, type StaffEvent } from '@/api';
import { Button, Dialog, Field, FormProblem, Input, Radio, RadioGroup, toasts } from '@/components';
import { paths } from '@/config/paths';
import { useLocale } from '@/lib/i18n';

import { parseWhole } from '../amounts';
import { useOrganization } from '../organization';

import { useEventStep } from './queries';
import { MORE_AT_MOST, RHYTHMS, datesOf, ruleOf, weekOf, type Rhythm } from './repeat';
import { dayIn, toWall } from './zoned';

const SHOWN_AT_MOST = 6;

/** The same event again by a rule: each time a draft of its own. */
export function RepeatDialog({ event, onClose }: { event: StaffEvent; onClose: () => void }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { slug: org } = useOrganization();
  const formId = useId();
  const navigate = useNavigate();
  const [rhythm, setRhythm] = useState<Rhythm>('weekly');
  const [typed, setTyped] = useState('5');
  const start = toWall(event.starts_at, event.time_zone);
  const more = parseWhole(typed, 1, MORE_AT_MOST) ?? 0;
  const dates = datesOf(rhythm, more, start);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${start}Z`),
  );
  const repeat = useEventStep((tenant, rule: string) =>
    unwrap(
      api.POST('/api/events/{slug_or_id}/repeat/', {
        ...inTenant(tenant),
        params: { path: { slug_or_id: event.slug } },
        body: { rule },
      }),
    ),
  );
  const submit = () => {
    if (more === 0) return;
    repeat.mutate(ruleOf(rhythm, more, start), {
      onSuccess: (series) => {
        toasts.show(t('events.repeatDone', { count: series.events.length }));
        onClose();
        void navigate(`${paths.org(org, 'events')}?status=draft`);
      },
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('events.repeatTitle', { title: event.title })}
      description={t('events.repeatText')}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={repeat.isPending && t('events.busy')}>
            {more > 0 ? t('events.repeatMake', { count: more }) : t('events.repeat')}
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
        <FormProblem error={repeat.error} />
        <RadioGroup legend={t('events.rhythm')}>
          {RHYTHMS.map((one) => (
            <Radio
              key={one}
              name="rhythm"
              label={t(`events.rhythmOf.${one}`, {
                weekday,
                day: Number(start.slice(8, 10)),
                which: t(`events.nth.${nthOf(weekOf(start))}`),
              })}
              checked={rhythm === one}
              onChange={() => setRhythm(one)}
            />
          ))}
        </RadioGroup>
        <Field
          label={t('events.moreTimes')}
          hint={t('events.moreTimesHint', { most: MORE_AT_MOST })}
          error={more === 0 ? t('events.moreTimesWrong', { most: MORE_AT_MOST }) : undefined}
        >
          <Input
            inputMode="numeric"
            className="!w-24"
            value={typed}
            onChange={(change) => setTyped(change.target.value)}
          />
        </Field>
        {dates.length > 0 && (
          <p role="status" className="num text-sm leading-relaxed text-ink-2">
            {dates
              .slice(0, SHOWN_AT_MOST)
              .map((date) => dayIn(`${date}Z`, 'UTC', locale))
              .join(' · ')}
            {dates.length > SHOWN_AT_MOST && ` … ${dayIn(`${dates.at(-1) ?? ''}Z`, 'UTC', locale)}`}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function nthOf(week: number): 'first' | 'second' | 'third' | 'fourth' | 'last' {
  return (['first', 'second', 'third', 'fourth'] as const)[week - 1] ?? 'last';
}
