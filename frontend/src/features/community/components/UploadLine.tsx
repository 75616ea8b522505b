import { useTranslation } from 'react-i18next';

import { Button, FieldError, Progress, useErrorMessage } from '@/components';

import type { UploadState } from '@/features/media';

interface UploadLineProps {
  state: UploadState;
  onRetry: () => void;
  onCancel: () => void;
}

/** How far a file has come, and why it did not. */
export function UploadLine({ state, onRetry, onCancel }: UploadLineProps) {
  const { t } = useTranslation('community');
  const explain = useErrorMessage();
  if (state.step === 'idle') return null;
  const { fileName: name } = state;
  if (state.step === 'failed') {
    const why = state.problem ?? (state.failure ? t(`file.${state.failure}`) : explain(state.error));
    return (
      <div role="alert" className="flex flex-wrap items-center gap-2 px-2.5 pt-2">
        <FieldError message={t('file.failed', { name, why })} />
        <Button size="sm" onClick={onRetry}>
          {t('file.retry')}
        </Button>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          {t('file.drop')}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex items-center gap-3 px-2.5 pt-2 text-sm text-ink-3">
      <span role="status" className="min-w-0 truncate">
        {t(state.step === 'sending' ? 'file.sending' : 'file.checking', { name })}
      </span>
      {state.step === 'sending' && (
        <span className="w-24 flex-none">
          <Progress percent={state.percent} label={t('file.sending', { name })} />
        </span>
      )}
      <Button size="sm" variant="ghost" onClick={onCancel}>
        {t('file.cancel')}
      </Button>
    </div>
  );
}
