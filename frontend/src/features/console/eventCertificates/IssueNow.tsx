import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, FormProblem } from '@/components';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { IssueDialog } from './IssueDialog';
import './messages';
import { useIssue } from './queries';

import type { StaffEvent } from '@/api';

interface IssueNowProps {
  event: Pick<StaffEvent, 'id'>;
  /** How many would be certified now. */
  due: number;
  size?: 'sm';
  className?: string;
}

/** The button that issues what is due, after asking once more. For those who may. */
export function IssueNow({ event, due, size, className }: IssueNowProps) {
  const { t } = useTranslation('eventCertificates');
  const locale = useLocale();
  const issue = useIssue(event.id);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        {...(size && { size })}
        {...(className && { className })}
        onClick={() => setAsking(true)}
      >
        {t('issue', { count: due, number: formatCount(due, locale) })}
      </Button>
      <FormProblem error={asking ? null : issue.error} className="mt-4" />
      {asking && (
        <IssueDialog
          due={due}
          busy={issue.isPending}
          onIssue={() => issue.mutate(undefined, { onSettled: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
