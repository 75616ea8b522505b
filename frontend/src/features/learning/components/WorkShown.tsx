import { Download, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { formatBytes } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { Rubric } from './Rubric';

import type { WorkFile, WorkVersion } from '@/api';

/** What was handed in, as it was handed in. */
export function WorkContent({ version }: { version: Pick<WorkVersion, 'text' | 'files'> }) {
  return (
    <>
      {version.text && (
        <p className="rounded-md bg-sunken px-4 py-3.5 text-ui leading-relaxed break-words whitespace-pre-wrap">
          {version.text}
        </p>
      )}
      {version.files.length > 0 && (
        <ul className="border-t border-line">
          {version.files.map((file) => (
            <li key={file.upload_id} className="border-b border-line">
              <FileLink file={file} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function FileLink({ file }: { file: WorkFile }) {
  const { t } = useTranslation('learning');
  const locale = useLocale();
  return (
    <a href={file.url} className="flex min-h-11 items-center gap-3 py-2 text-sm hover:underline">
      <FileText size={16} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
      <span className="min-w-0 flex-1 break-words">{file.file_name}</span>
      {file.bytes !== null && (
        <span className="num flex-none text-ink-3">{formatBytes(file.bytes, locale)}</span>
      )}
      <Download size={16} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
      <span className="sr-only">{t('assignment.download')}</span>
    </a>
  );
}

/** What a grader said, as a whole and of each criterion. */
export function WorkFeedback({ version }: { version: WorkVersion }) {
  return (
    <>
      {version.comment && <p className="text-ui leading-relaxed whitespace-pre-line">{version.comment}</p>}
      {version.status === 'graded' && <Rubric rubric={version.rubric} marks={version.marks} />}
    </>
  );
}
