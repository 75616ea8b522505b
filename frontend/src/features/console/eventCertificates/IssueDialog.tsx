import { useTranslation } from 'react-i18next';

import { Button, Dialog } from '@/components';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

interface IssueDialogProps {
  due: number;
  busy: boolean;
  onIssue: () => void;
  onClose: () => void;
}

/** What is issued is mailed and numbered: asks once more. */
export function IssueDialog({ due, busy, onIssue, onClose }: IssueDialogProps) {
  const { t } = useTranslation('eventCertificates');
  const locale = useLocale();
  const number = formatCount(due, locale);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('issueAsk', { count: due, number })}
      description={t('issueAskText')}
      actions={
        <>
          <Button variant="primary" busy={busy && t('starting')} onClick={onIssue}>
            {t('issue', { count: due, number })}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
