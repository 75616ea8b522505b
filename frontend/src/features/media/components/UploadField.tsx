import { CircleCheck, CloudUpload } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError } from '@/api';
import { Button, FieldError, Progress, useErrorMessage } from '@/components';
import { cx } from '@/lib/cx';

import '../messages';
import { ACCEPTED, slotFor, type RequestSlot } from '../requests';
import { useUpload, type UploadState } from '../useUpload';

import type { Upload, UploadPurpose } from '@/api';

interface UploadFieldProps {
  label: string;
  purpose: UploadPurpose;
  /** Slug of the organization whose file it is; none for an avatar. */
  organization?: string;
  hint?: string;
  /** What is there already: a name, a picture. */
  current?: ReactNode;
  /** Where the slot comes from, when not from media itself: `lessonFilmSlot(organization, lessonId)`. */
  request?: RequestSlot;
  /** The file is checked and can be used. */
  onReady: (upload: Upload) => void;
  disabled?: boolean;
}

/** Chooses one file or takes it by drop, shows how far it has come, and says in words when it cannot be used. */
export function UploadField({
  label,
  purpose,
  organization,
  hint,
  current,
  request,
  onReady,
  disabled = false,
}: UploadFieldProps) {
  const { t } = useTranslation('media');
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const own = useMemo(() => slotFor(purpose, organization), [purpose, organization]);
  const { state, start, retry, cancel } = useUpload(request ?? own, (upload) => {
    setDone(upload.file_name);
    onReady(upload);
  });
  const busy = state.step === 'sending' || state.step === 'checking';
  useStayWhile(state.step === 'sending');

  const choose = (file: File | undefined) => {
    if (!file || disabled || busy) return;
    setDone(null);
    start(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };
  return (
    // Dropping is the second way; the button inside is the first, for every hand.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={hint ? `${id}-hint` : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!busy && !disabled);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p id={`${id}-label`} className="mb-1.5 text-sm font-[550]">
        {label}
      </p>
      <div
        className={cx(
          'flex flex-col gap-3 rounded-md border border-dashed border-line-strong bg-surface p-4',
          over && 'bg-tint',
        )}
      >
        {current && <div className="min-w-0 text-sm break-words">{current}</div>}
        {!busy && (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Button size="sm" disabled={disabled} onClick={() => input.current?.click()}>
              <CloudUpload size={16} strokeWidth={1.75} aria-hidden />
              {t(current ? 'replace' : 'choose')}
            </Button>
            <span className="text-sm text-ink-3 max-wide:hidden">{t('drop')}</span>
          </div>
        )}
        <input
          ref={input}
          type="file"
          aria-label={label}
          accept={ACCEPTED[purpose]}
          disabled={disabled || busy}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Underway state={state} onCancel={cancel} />
        <p role="status" className="flex items-center gap-2 text-sm text-success empty:hidden">
          {done && !busy && (
            <>
              <CircleCheck size={16} strokeWidth={1.75} aria-hidden />
              {t('ready', { name: done })}
            </>
          )}
        </p>
        <Failure state={state} onRetry={retry} />
      </div>
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

function Underway({ state, onCancel }: { state: UploadState; onCancel: () => void }) {
  const { t } = useTranslation('media');
  const { t: tCommon } = useTranslation();
  if (state.step !== 'sending' && state.step !== 'checking') return null;
  const words =
    state.step === 'sending'
      ? t('sending', { name: state.fileName, percent: state.percent })
      : t('checking', { name: state.fileName });
  return (
    <div className="grid gap-2">
      <p className="num text-sm break-words text-ink-2">{words}</p>
      {state.step === 'sending' && (
        <div className="flex items-center gap-3">
          <Progress
            percent={state.percent}
            label={t('progress', { name: state.fileName })}
            className="flex-1"
          />
          <Button size="sm" variant="ghost" onClick={onCancel}>
            {tCommon('cancel')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Failure({ state, onRetry }: { state: UploadState; onRetry: () => void }) {
  const { t } = useTranslation('media');
  const { t: tCommon } = useTranslation();
  const message = useErrorMessage();
  if (state.step !== 'failed') return null;
  const words = state.problem ?? (state.failure ? t(`failure.${state.failure}`) : message(state.error));
  return (
    <div role="alert" className="grid justify-items-start gap-2">
      <FieldError message={words} />
      {mayHelp(state) && (
        <Button size="sm" onClick={onRetry}>
          {tCommon('tryAgain')}
        </Button>
      )}
    </div>
  );
}

/** Whether the same file can do better a second time: not when the server has looked at it, or at what it was said to be. */
function mayHelp({ problem, error }: UploadState & { step: 'failed' }): boolean {
  if (problem) return false;
  return !isApiError(error) || error.isOffline || ![400, 403, 404, 422].includes(error.status);
}

/** Asks before the page is left while a file is on its way. */
function useStayWhile(sending: boolean): void {
  useEffect(() => {
    if (!sending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [sending]);
}
