import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { isApiError, useSession } from '@/api';
import { Button, ButtonLink, Loading, Skeleton, useErrorMessage } from '@/components';
import { paths } from '@/config/paths';

import { AuthFrame } from '../components/AuthFrame';
import { accountKeys, linkQuery, type LinkPurpose } from '../queries';

/** Opened from the mail after signing up. */
export function VerifyPage() {
  return <LinkPage purpose="verify" />;
}

/** Opened from the mail that went to a new address. */
export function ChangeEmailPage() {
  return <LinkPage purpose="change" />;
}

function LinkPage({ purpose }: { purpose: LinkPurpose }) {
  const { t } = useTranslation('accounts');
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  const client = useQueryClient();
  const signedIn = useSession() !== 'signed-out';
  const message = useErrorMessage();
  const link = useQuery({ ...linkQuery(purpose, token), enabled: token !== '' });

  useEffect(() => {
    if (link.isSuccess) void client.invalidateQueries({ queryKey: accountKeys.me });
  }, [link.isSuccess, client]);

  if (link.isSuccess) {
    const changed = purpose === 'change';
    return (
      <AuthFrame
        title={t(changed ? 'verify.changedTitle' : 'verify.title')}
        lede={t(changed ? 'verify.changedText' : 'verify.text', { email: link.data.email })}
      >
        {signedIn ? (
          <ButtonLink to={changed ? paths.account() : paths.catalogue} variant="primary" size="lg">
            {t(changed ? 'verify.toAccount' : 'verify.discover')}
          </ButtonLink>
        ) : (
          <ButtonLink to={paths.signIn()} variant="primary" size="lg">
            {t('signIn.submit')}
          </ButtonLink>
        )}
      </AuthFrame>
    );
  }
  const lost = link.isError && !(isApiError(link.error) && link.error.status === 400);
  if (lost) {
    return (
      <AuthFrame title={t('verify.failedTitle')} lede={message(link.error)}>
        <Button variant="primary" size="lg" onClick={() => void link.refetch()}>
          {t('tryAgain', { ns: 'common' })}
        </Button>
      </AuthFrame>
    );
  }
  if (token === '' || link.isError) {
    return (
      <AuthFrame title={t('verify.deadTitle')} lede={t('verify.deadText')}>
        <ButtonLink to={paths.account()} variant="primary" size="lg">
          {t('verify.toAccount')}
        </ButtonLink>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t('verify.working')}>
      <Loading>
        <Skeleton className="h-5 w-64" />
      </Loading>
    </AuthFrame>
  );
}
