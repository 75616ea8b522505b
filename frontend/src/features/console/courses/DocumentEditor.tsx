import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, FormProblem, Section } from '@/components';
import { UploadField } from '@/features/media';
import { formatBytes } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useOrganization } from '../organization';

import { documentQuery, useDocumentSet } from './fileQueries';

import type { StaffCourse, StaffLesson } from '@/api';

interface DocumentEditorProps {
  course: StaffCourse;
  lesson: StaffLesson;
  locked: boolean;
}

/** The PDF of a lesson. Saved as soon as it is checked. */
export function DocumentEditor({ course, lesson, locked }: DocumentEditorProps) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const save = useDocumentSet(course.slug, lesson.id);
  const { variables } = save;
  const paper = lesson.document && <Paper lesson={lesson} paper={lesson.document} />;
  return (
    <Section title={t('document.title')} lede={t('document.lede')}>
      {locked ? (
        paper
      ) : (
        <UploadField
          label={t('document.file')}
          purpose="document"
          organization={org}
          hint={t('document.hint')}
          current={paper}
          onReady={(upload) => save.mutate(upload.id)}
        />
      )}
      {save.isError && variables && (
        <div className="mt-4 grid justify-items-start gap-3">
          <FormProblem error={save.error} />
          <Button size="sm" onClick={() => save.mutate(variables)}>
            {t('tryAgain', { ns: 'common' })}
          </Button>
        </div>
      )}
    </Section>
  );
}

interface PaperProps {
  lesson: StaffLesson;
  paper: NonNullable<StaffLesson['document']>;
}

function Paper({ lesson, paper }: PaperProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { slug: org } = useOrganization();
  const { data } = useQuery(documentQuery(org, lesson.id));
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p className="min-w-0">
        <b className="block font-[550] break-words">{paper.file_name}</b>
        {paper.bytes !== null && <span className="num text-ink-3">{formatBytes(paper.bytes, locale)}</span>}
      </p>
      {data && (
        <a
          href={data.url}
          target="_blank"
          rel="noopener"
          className="inline-flex min-h-6 items-center gap-1.5 font-medium text-primary-text underline underline-offset-4"
        >
          {t('document.open')}
          <ExternalLink size={15} strokeWidth={1.75} aria-hidden />
          <span className="sr-only">{t('document.newTab')}</span>
        </a>
      )}
    </div>
  );
}
