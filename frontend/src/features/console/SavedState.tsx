import { useTranslation } from 'react-i18next';

import { useLocale } from '@/lib/i18n';

interface SavedStateProps {
  dirty: boolean;
  saving: boolean;
  savedAt: Date | null;
}

/** "Saved 14:02", beside the button that saves. */
export function SavedState({ dirty, saving, savedAt }: SavedStateProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  let text = '';
  if (saving) text = t('lesson.saving');
  else if (dirty) text = t('lesson.unsaved');
  else if (savedAt) {
    const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(savedAt);
    text = t('lesson.saved', { time });
  }
  return (
    <span role="status" className="num text-sm text-ink-3">
      {text}
    </span>
  );
}
