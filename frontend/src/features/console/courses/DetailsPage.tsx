import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, unwrap, type CategoryNode } from '@/api';
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

import { may } from '../organization';
import { SavedState } from '../SavedState';
import { useUnsaved } from '../useUnsaved';

import { useBuilder } from './BuilderFrame';
import { CreditsEditor } from './CreditsEditor';
import { changeOf, detailsOf, detailsProblems, type DetailsDraft } from './detailsDraft';
import { InstructorsEditor } from './InstructorsEditor';
import { LANGUAGES, languageName } from './languages';
import { MarkdownField } from './MarkdownField';
import { useCourseChange } from './queries';
import { RecordingEditor } from './recording/RecordingEditor';
import { ThumbnailEditor } from './ThumbnailEditor';

/** What the course page says, what it costs and what it counts for. */
export function DetailsPage() {
  const { t } = useTranslation('console');
  const { organization, outline, locked } = useBuilder();
  const { course } = outline;
  const save = useCourseChange(course.slug);
  const categories = useQuery({
    queryKey: ['learning', 'categories'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/courses/category/', { signal })),
  });
  const [draft, setDraft] = useState(() => detailsOf(course));
  const [saved, setSaved] = useState(draft);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [tried, setTried] = useState(false);
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);
  useUnsaved(dirty);
  const change = (part: Partial<DetailsDraft>) => setDraft({ ...draft, ...part });
  const problems = detailsProblems(draft, organization.currency);
  const usable = !problems.title && !problems.price && problems.credits.length === 0;
  const languages = [...new Set([...LANGUAGES, draft.language])];

  const store = () => {
    setTried(true);
    if (!usable) return;
    const sent = draft;
    save.mutate(changeOf(sent, organization.currency), {
      onSuccess: () => {
        setSaved(sent);
        setSavedAt(new Date());
      },
    });
  };

  return (
    <form
      noValidate
      className="max-w-[760px]"
      onSubmit={(event) => {
        event.preventDefault();
        store();
      }}
    >
      <FormProblem error={save.error} className="mb-6" />
      {course.status === 'published' && (
        <Notice tone="tint" className="mb-7">
          {t('builder.live')}
        </Notice>
      )}
      <fieldset disabled={locked}>
        <Section title={t('details.basics')}>
          <div className="grid gap-6">
            <Field
              label={t('details.title')}
              error={tried && problems.title ? t('courses.titleMissing') : undefined}
            >
              <Input
                maxLength={160}
                value={draft.title}
                onChange={(event) => change({ title: event.target.value })}
              />
            </Field>
            <Field label={t('details.subtitle')} optional hint={t('details.subtitleHint')}>
              <Input
                maxLength={300}
                value={draft.subtitle}
                onChange={(event) => change({ subtitle: event.target.value })}
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
            <Field label={t('details.outcomes')} optional hint={t('details.outcomesHint')}>
              <Textarea
                rows={5}
                value={draft.outcomes}
                onChange={(event) => change({ outcomes: event.target.value })}
              />
            </Field>
            <div className="grid gap-6 wide:grid-cols-3">
              <Field label={t('details.level')}>
                <Select
                  value={draft.level}
                  onChange={(event) => change({ level: event.target.value as DetailsDraft['level'] })}
                >
                  {(['beginner', 'intermediate', 'advanced'] as const).map((level) => (
                    <option key={level} value={level}>
                      {t(`details.${level}`)}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t('details.language')}>
                <Select value={draft.language} onChange={(event) => change({ language: event.target.value })}>
                  {languages.map((code) => (
                    <option key={code} value={code}>
                      {languageName(code)}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t('details.category')}>
                <Select value={draft.category} onChange={(event) => change({ category: event.target.value })}>
                  <option value="">{t('details.noCategory')}</option>
                  {flatten(categories.data?.results ?? []).map(({ slug, label }) => (
                    <option key={slug} value={slug}>
                      {label}
                    </option>
                  ))}
                </Select>
              </Field>
            </div>
          </div>
        </Section>
        <ThumbnailEditor course={course} locked={locked} />
        <Section title={t('details.priceTitle')}>
          <RadioGroup legend={<span className="sr-only">{t('details.priceTitle')}</span>}>
            <Radio
              name="paid"
              label={t('details.freeCourse')}
              checked={!draft.paid}
              onChange={() => change({ paid: false })}
            />
            <Radio
              name="paid"
              label={t('details.paid')}
              checked={draft.paid}
              onChange={() => change({ paid: true })}
            />
          </RadioGroup>
          {draft.paid && (
            <Field
              className="mt-3 max-w-[22rem]"
              label={t('details.price', { currency: organization.currency })}
              hint={t('details.priceHint')}
              error={tried && problems.price ? t('details.priceWrong') : undefined}
            >
              <Input
                inputMode="decimal"
                value={draft.price}
                onChange={(event) => change({ price: event.target.value })}
              />
            </Field>
          )}
        </Section>
        <CreditsEditor
          credits={draft.credits}
          wrong={tried ? problems.credits : []}
          onChange={(credits) => change({ credits })}
        />
        {may(organization, 'manage_events') && <RecordingEditor course={course.slug} locked={locked} />}
        <InstructorsEditor
          instructors={draft.instructors}
          onChange={(instructors) => change({ instructors })}
        />
      </fieldset>
      {!locked && (
        <div className="sticky bottom-0 z-(--z-sticky) -mx-5 mt-9 flex items-center gap-4 border-t border-line bg-paper/95 px-5 py-3 wide:mx-0 wide:px-0">
          <Button type="submit" variant="primary" disabled={!dirty || save.isPending}>
            {t('details.save')}
          </Button>
          <SavedState dirty={dirty} saving={save.isPending} savedAt={savedAt} />
        </div>
      )}
    </form>
  );
}

function flatten(nodes: readonly CategoryNode[], above = ''): { slug: string; label: string }[] {
  return nodes.flatMap((node) => {
    const label = above ? `${above} › ${node.name}` : node.name;
    return [{ slug: node.slug, label }, ...flatten(node.children, label)];
  });
}
