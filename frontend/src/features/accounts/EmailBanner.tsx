import { useQuery } from '@tanstack/react-query';
import { MailWarning } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, useErrorMessage } from '@/components';

import './messages';
import { meQuery, useResendVerification } from './queries';

/** Under the top bar until the address is confirmed. */
export default function EmailBanner() {
  const { t } = useTranslation('accounts');
  const { data: me } = useQuery(meQuery());
  const resend = useResendVerification();
  const message = useErrorMessage();
  if (!me || me.email_verified) return null;
  return (
    <div className="bg-warning-bg text-sm">
      <div className="wrap flex flex-wrap items-center gap-x-5 gap-y-1.5 py-2" role="status">
        <p className="flex min-w-0 flex-1 basis-64 items-center gap-2.5">
          <MailWarning size={17} strokeWidth={1.75} aria-hidden className="flex-none text-warning" />
          {resend.isError ? message(resend.error) : t('banner.text', { email: me.email })}
        </p>
        {resend.isSuccess ? (
          <p className="py-1.5 font-[550]">{t('banner.sent')}</p>
        ) : (
          <Button
            size="sm"
            variant="ghost"
            className="!text-ink underline underline-offset-3"
            busy={resend.isPending && t('banner.sending')}
            onClick={() => resend.mutate()}
          >
            {t('banner.resend')}
          </Button>
        )}
      </div>
    </div>
  );
}
