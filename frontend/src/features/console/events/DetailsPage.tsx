import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type StaffEventChange } from '@/api';
import {
  Button,
  Field,
  FormProblem,
  Input,
  Notice,
  Radio,
  RadioGroup,
  Section,
  Select,
  Textarea,
} from '@/components';

import { CreditsEditor } from '../courses/CreditsEditor';
import { LANGUAGES, languageName } from '../courses/languages';
import { MarkdownField } from '../courses/MarkdownField';
import { SavedState } from '../SavedState';
import { useUnsaved } from '../useUnsaved';

import { CoverEditor } from './CoverEditor';
import { useEvent } from './EventFrame';
import { changeOf, draftOf, isUsable, movesPlace, problemsOf, type EventDraft } from './eventDraft';
import { PlaceFields } from './PlaceFields';
import { eventCategoriesQuery, useEventStep } from './queries';
import { RegistrationFields } from './RegistrationFields';
import { FORMATS } from './status';

const VISIBILITIES = ['public', 'unlisted', 'private'] as const;

/** What the event's page says, where it is, and on what terms one registers. */
export function DetailsPage() {
  const { t } = useTranslation('console');
  const { event, locked } = useEvent();
  const categories = useQuery(eventCategoriesQuery());
  const save = useEventStep((org, body: StaffEventChange) =>
    unwrap(
      api.PATCH('/api/events/{slug_or_id}/', {
        ...inTenant(org),
        params: { path: { slug_or_id: event.id } },
        body,
      }),
    ),
  );
  const [draft, setDraft] = useState(() => draftOf(event));
  const [saved, setSaved] = useState(draft);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [tried, setTried] = useState(false);
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);
  useUnsaved(dirty);
  const change = (part: Partial<EventDraft>) => setDraft({ ...draft, ...part });
  const found = problemsOf(draft);
  const problems = tried ? found : null;
  const live = event.status === 'published';

  const store = () => {
    setTried(true);
    if (!isUsable(found)) return;
    const sent = draft;
    save.mutate(changeOf(sent), {
      onSuccess: () => {
        const kept = { ...sent, note: '' };
        setSaved(kept);
        setDraft((now) => (now === sent ? kept : now));
        setSavedAt(new Date());
      },
    });
  };

  return (
    <form
      noValidate
      className="max-w-[760px]"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        store();
      }}
    >
      <FormProblem error={save.error} className="mb-6" />
      {live && (
        <Notice tone="tint" className="mb-7">
          {t('events.live')}
        </Notice>
      )}
      <fieldset disabled={locked}>
        <Section title={t('details.basics')}>
          <div className="grid gap-6">
            <Field label={t('details.title')} error={problems?.title ? t('events.titleMissing') : undefined}>
              <Input
                maxLength={160}
                value={draft.title}
                onChange={({ target }) => change({ title: target.value })}
              />
            </Field>
            <Field label={t('details.subtitle')} optional hint={t('events.subtitleHint')}>
              <Input
                maxLength={300}
                value={draft.subtitle}
                onChange={({ target }) => change({ subtitle: target.value })}
              />
            </Field>
            <MarkdownField
              label={t('details.description')}
              hint={t('details.descriptionHint')}
              value={draft.description}
              maxLength={40_000}
              rows={10}
              onChange={(description) => change({ description })}
            />
            <Field
              label={t('details.outcomes')}
              optional
              hint={t('details.outcomesHint')}
              error={problems?.outcomes ? t('events.outcomesWrong') : undefined}
            >
              <Textarea
                rows={5}
                value={draft.outcomes}
                onChange={({ target }) => change({ outcomes: target.value })}
              />
            </Field>
            <div className="grid gap-6 wide:grid-cols-2">
              <Field label={t('details.language')}>
                <Select value={draft.language} onChange={({ target }) => change({ language: target.value })}>
                  {[...new Set([...LANGUAGES, draft.language])].map((code) => (
                    <option key={code} value={code}>
                      {languageName(code)}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t('details.category')}>
                <Select value={draft.category} onChange={({ target }) => change({ category: target.value })}>
                  <option value="">{t('details.noCategory')}</option>
                  {(categories.data?.results ?? []).map(({ slug, name }) => (
                    <option key={slug} value={slug}>
                      {name}
                    </option>
                  ))}
                </Select>
              </Field>
            </div>
            <RadioGroup legend={t('events.visibility')}>
              {VISIBILITIES.map((one) => (
                <Radio
                  key={one}
                  name="visibility"
                  label={t(`events.visibilityOf.${one}`)}
                  hint={t(`events.visibilityHint.${one}`)}
                  checked={draft.visibility === one}
                  onChange={() => change({ visibility: one })}
                />
              ))}
            </RadioGroup>
          </div>
        </Section>
        <CoverEditor event={event} locked={locked} />
        <Section title={t('events.placeTitle')}>
          <div className="grid gap-6">
            <RadioGroup legend={t('events.format')}>
              {FORMATS.map((one) => (
                <Radio
                  key={one}
                  name="format"
                  label={t(`events.formatOf.${one}`)}
                  checked={draft.format === one}
                  onChange={() => change({ format: one })}
                />
              ))}
            </RadioGroup>
            <PlaceFields draft={draft} problems={problems} change={change} />
            {live && movesPlace(saved, draft) && (
              <Field label={t('events.note')} optional hint={t('events.noteHint')}>
                <Input
                  maxLength={300}
                  value={draft.note}
                  onChange={({ target }) => change({ note: target.value })}
                />
              </Field>
            )}
          </div>
        </Section>
        <RegistrationFields draft={draft} problems={problems} change={change} />
        <CreditsEditor
          lede={t('events.creditsLede')}
          none={t('events.noCredits')}
          credits={draft.credits}
          wrong={problems?.credits ?? []}
          onChange={(credits) => change({ credits })}
        />
      </fieldset>
      {!locked && (
        <div className="sticky bottom-0 z-(--z-sticky) -mx-5 mt-9 flex items-center gap-4 border-t border-line bg-paper/95 px-5 py-3 wide:mx-0 wide:px-0">
          <Button type="submit" variant="primary" disabled={!dirty || save.isPending}>
            {t('details.save')}
          </Button>
          <SavedState dirty={dirty} saving={save.isPending} savedAt={savedAt} />
          {tried && !isUsable(found) && (
            <span role="alert" className="text-sm text-danger">
              {t('events.lookAbove')}
            </span>
          )}
        </div>
      )}
    </form>
  );
}
