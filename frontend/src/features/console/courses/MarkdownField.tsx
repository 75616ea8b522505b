import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, Textarea } from '@/components';
import { cx } from '@/lib/cx';

import { renderMarkdown } from './markdown';

interface MarkdownFieldProps {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  error?: string | undefined;
  disabled?: boolean;
  maxLength?: number;
}

/** Text in Markdown, and what becomes of it. */
export function MarkdownField({
  label,
  hint,
  value,
  onChange,
  rows = 16,
  error,
  ...rest
}: MarkdownFieldProps) {
  const { t } = useTranslation('console');
  const [looking, setLooking] = useState(false);
  return (
    <div>
      <div role="group" aria-label={t('lesson.mode')} className="mb-3 flex gap-1">
        {[false, true].map((preview) => (
          <button
            key={String(preview)}
            type="button"
            aria-pressed={looking === preview}
            onClick={() => setLooking(preview)}
            className={cx(
              'h-10 rounded-[8px] px-3 text-sm font-medium wide:h-8',
              looking === preview ? 'bg-tint text-ink' : 'text-ink-2 hover:bg-tint',
            )}
          >
            {t(preview ? 'lesson.look' : 'lesson.write')}
          </button>
        ))}
      </div>
      {looking ? (
        value.trim() === '' ? (
          <p className="rounded-md bg-sunken px-5 py-8 text-ui text-ink-3">{t('lesson.nothing')}</p>
        ) : (
          <div className="rounded-md border border-line bg-surface px-5 py-5">
            {/* Written by the parser alone: HTML in the text is escaped. */}
            <div className="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(value) }} />
          </div>
        )
      ) : (
        <Field label={label} hint={hint} error={error}>
          <Textarea
            rows={rows}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className="font-mono !text-[.875rem] leading-[1.65]"
            {...rest}
          />
        </Field>
      )}
    </div>
  );
}
