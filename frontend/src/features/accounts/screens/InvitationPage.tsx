import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';

import { isApiError, session, useSession } from '@/api';
import { Button, ButtonLink, FormProblem } from '@/components';
import { paths } from '@/config/paths';

import { AuthFrame } from '../components/AuthFrame';
import { meQuery, useAcceptInvitation } from '../queries';

/** Opened from the mail of a team. Accepting is a step of its own: looking at a link joins nobody. */
export function InvitationPage() {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  const status = useSession();
  const me = useQuery({ ...meQuery(), enabled: status === 'signed-in' });
  const accept = useAcceptInvitation();
  const here = paths.invitation(token);

  if (token === '') {
    return <AuthFrame title={t('invitation.noTokenTitle')} lede={t('invitation.noToken')} children={null} />;
  }
  if (status === 'signed-out') {
    return (
      <AuthFrame title={t('invitation.title')} lede={t('invitation.strangerLede')}>
        <div className="grid gap-3">
          <ButtonLink to={paths.signIn(here)} variant="primary" size="lg" block>
            {t('signIn.submit')}
          </ButtonLink>
          <ButtonLink to={paths.signUp(here)} size="lg" block>
            {t('invitation.create')}
          </ButtonLink>
        </div>
      </AuthFrame>
    );
  }
  const another = isApiError(accept.error) && accept.error.code === 'invitation_for_another';
  return (
    <AuthFrame
      title={t('invitation.title')}
      lede={t('invitation.lede')}
      footer={me.data && t('invitation.signedInAs', { email: me.data.email })}
    >
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
    </AuthFrame>
  );
}
