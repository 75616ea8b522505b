import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';

import { isApiError, session, useSession } from '@/api';
import {
  Button,
  ButtonLink,
  ErrorState,
  FormProblem,
  Loading,
  Skeleton,
  useErrorMessage,
} from '@/components';
import { paths } from '@/config/paths';

import { AuthFrame } from '../components/AuthFrame';
import { InvitationCard } from '../components/InvitationCard';
import { invitationQuery, meQuery, useAcceptInvitation } from '../queries';

import type { InvitationPreview } from '@/api';

/** Opened from the mail of a team. It says who asks; accepting is a step of its own: looking joins nobody. */
export function InvitationPage() {
  const { t } = useTranslation('accounts');
  const message = useErrorMessage();
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  const invitation = useQuery(invitationQuery(token));

  if (token === '') {
    return <AuthFrame title={t('invitation.noTokenTitle')} lede={t('invitation.noToken')} children={null} />;
  }
  if (invitation.data) return <Invited token={token} invitation={invitation.data} />;
  if (invitation.isPending) {
    return (
      <AuthFrame title={t('invitation.title')}>
        <Loading>
          <Skeleton className="h-56 w-full" />
          <Skeleton className="mt-6 h-12 w-full" />
        </Loading>
      </AuthFrame>
    );
  }
  if (hasEnded(invitation.error)) {
    return (
      <AuthFrame title={t('invitation.endedTitle')} lede={message(invitation.error)}>
        <ButtonLink to={paths.catalogue} size="lg" block>
          {t('invitation.toCatalogue')}
        </ButtonLink>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t('invitation.title')}>
      <ErrorState
        title={t('invitation.errorTitle')}
        error={invitation.error}
        retry={() => void invitation.refetch()}
      />
    </AuthFrame>
  );
}

function Invited({ token, invitation }: { token: string; invitation: InvitationPreview }) {
  const { t } = useTranslation('accounts');
  const signedOut = useSession() === 'signed-out';
  const me = useQuery({ ...meQuery(), enabled: !signedOut });
  const here = paths.invitation(token);
  return (
    <AuthFrame
      title={t('invitation.join', { organization: invitation.organization.name })}
      lede={t(signedOut ? 'invitation.strangerLede' : 'invitation.lede')}
      footer={me.data && t('invitation.signedInAs', { email: me.data.email })}
    >
      <InvitationCard invitation={invitation} />
      {signedOut ? (
        <div className="grid gap-3">
          <ButtonLink to={paths.signIn(here)} variant="primary" size="lg" block>
            {t('signIn.submit')}
          </ButtonLink>
          <ButtonLink to={paths.signUp(here)} size="lg" block>
            {t('invitation.create')}
          </ButtonLink>
        </div>
      ) : (
        <Accept token={token} />
      )}
    </AuthFrame>
  );
}

function Accept({ token }: { token: string }) {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const accept = useAcceptInvitation();
  const another = isApiError(accept.error) && accept.error.code === 'invitation_for_another';
  return (
    <div className="grid gap-4">
      <FormProblem error={accept.error} />
      <Button
        variant="primary"
        size="lg"
        block
        busy={accept.isPending && t('invitation.busy')}
        onClick={() =>
          accept.mutate(token, {
            onSuccess: ({ slug }) => void navigate(paths.org(slug), { replace: true }),
          })
        }
      >
        {t('invitation.accept')}
      </Button>
      {another && (
        <Button size="lg" block onClick={() => void session.signOut()}>
          {t('invitation.other')}
        </Button>
      )}
    </div>
  );
}

function hasEnded(error: Error | null): boolean {
  return isApiError(error) && ['invitation_expired', 'invitation_closed'].includes(error.code);
}
