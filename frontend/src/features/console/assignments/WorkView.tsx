import { Download, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Badge, Disclosure } from '@/components';
import { formatBytes, formatClock, formatDay, formatPercent } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import './messages';

import type { Grading } from '@/api';

type Earlier = Grading['earlier'][number];

/** Who handed in what, for which task, and what came before. */
export function WorkView({ work }: { work: Grading }) {
  const { t } = useTranslation('assignments');
  const locale = useLocale();
  return (
    <article className="min-w-0">
      <p className="text-sm text-ink-3">
        {t('grading.over', { lesson: work.lesson_title, course: work.course_title })}
      </p>
      <h1 className="d2 mt-1 break-words">{work.learner.display_name}</h1>
      <p className="num mt-2 flex flex-wrap items-center gap-2.5 text-ui text-ink-2">
        {t('grading.handedIn', {
          number: work.number,
          day: formatDay(work.submitted_at, locale, new Date()),
          time: formatClock(work.submitted_at, locale),
        })}
        {work.is_late && <Badge tone="warning">{t('grading.late')}</Badge>}
      </p>
      {work.instructions_html && (
        <Disclosure title={t('grading.instructions')} className="mt-6 border-b">
          {/* Markdown rendered and cleaned by the server. */}
          <div className="prose" dangerouslySetInnerHTML={{ __html: work.instructions_html }} />
        </Disclosure>
      )}
      <section className="mt-7">
        <h2 className="d4">{t('grading.work')}</h2>
        <Content work={work} />
      </section>
      {work.earlier.map((one) => (
        <Disclosure
          key={one.id}
          title={t('grading.earlier', { number: one.number, state: stateOf(one) })}
          className="mt-6"
        >
          {one.comment && (
            <p className="border-s-2 border-line-strong ps-3 text-ui whitespace-pre-line">{one.comment}</p>
          )}
          <Content work={one} />
        </Disclosure>
      ))}
    </article>
  );

  function stateOf(one: Earlier): string {
    return one.status === 'graded'
      ? t('grading.earlierGraded', { percent: formatPercent(one.score_percent ?? 0) })
      : t('grading.earlierReturned');
  }
}

function Content({ work }: { work: Pick<Grading, 'text' | 'files'> }) {
  const { t } = useTranslation('assignments');
  const locale = useLocale();
  return (
    <>
      {work.text ? (
        <p className="mt-4 max-w-(--measure) rounded-lg bg-sunken px-5 py-4 leading-relaxed break-words whitespace-pre-wrap">
          {work.text}
        </p>
      ) : (
        <p className="mt-4 text-ui text-ink-3">{t('grading.noText')}</p>
      )}
      {work.files.length > 0 && (
        <ul className="mt-4 border-t border-line">
          {work.files.map((file) => (
            <li key={file.upload_id} className="border-b border-line">
              <a href={file.url} className="flex min-h-11 items-center gap-3 py-2 text-ui hover:underline">
                <FileText size={17} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
                <span className="min-w-0 flex-1 break-words">{file.file_name}</span>
                {file.bytes !== null && (
                  <span className="num flex-none text-sm text-ink-3">{formatBytes(file.bytes, locale)}</span>
                )}
                <Download size={16} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
                <span className="sr-only">{t('grading.download')}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
