import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import {
  api,
  expectOk,
  session,
  unwrap,
  type Credentials,
  type Me,
  type MePatch,
  type RegisterRequest,
} from '@/api';
import { applyLocale } from '@/lib/i18n';

export const accountKeys = {
  me: ['accounts', 'me'] as const,
  sessions: ['accounts', 'sessions'] as const,
  invitation: (token: string) => ['accounts', 'invitation', token] as const,
  link: (purpose: string, token: string) => ['accounts', 'link', purpose, token] as const,
};

export function meQuery() {
  return queryOptions({
    queryKey: accountKeys.me,
    queryFn: async ({ signal }) => {
      const me = await unwrap(api.GET('/api/user/me/', { signal }));
      applyLocale(me.locale);
      return me;
    },
  });
}

export function useMePatch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (patch: MePatch) => unwrap(api.PATCH('/api/user/me/', { body: patch })),
    onSuccess: (me) => {
      applyLocale(me.locale);
      client.setQueryData(accountKeys.me, me);
    },
  });
}

/** Puts a checked picture beside the person's name, or takes it away. The pages that show people read it again. */
export function useAdoptAvatar() {
  const client = useQueryClient();
  return async (uploadId: string | null) => {
    const { image_url: url } = await unwrap(api.PUT('/api/media/avatar/', { body: { upload_id: uploadId } }));
    client.setQueryData<Me>(accountKeys.me, (me) => me && { ...me, avatar_url: url });
    await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== accountKeys.me[0] });
  };
}

async function signIn(credentials: Credentials): Promise<void> {
  const tokens = await unwrap(
    api.POST('/api/token/', {
      body: credentials,
      headers: { 'X-Token-Transport': 'cookie' },
    }),
  );
  session.begin(tokens.access);
}

export function useSignIn() {
  return useMutation({ mutationFn: signIn });
}

/** Creates the account; whether it was new is not said, so signing in is a step of its own. */
export function useRegister() {
  return useMutation({
    mutationFn: (body: RegisterRequest) => unwrap(api.POST('/api/user/register/', { body })),
  });
}

export function useAskReset() {
  return useMutation({
    mutationFn: (email: string) => expectOk(api.POST('/api/user/password/reset/', { body: { email } })),
  });
}

export function useConfirmReset(token: string) {
  return useMutation({
    mutationFn: (password: string) =>
      expectOk(api.POST('/api/user/password/reset/confirm/', { body: { token, new_password: password } })),
  });
}

export type LinkPurpose = 'verify' | 'change';

/** Follows a mailed link once, however often the page is drawn. The access token then knows the new state. */
export function linkQuery(purpose: LinkPurpose, token: string) {
  return queryOptions({
    queryKey: accountKeys.link(purpose, token),
    queryFn: async () => {
      const body = { token };
      const answer = await unwrap(
        purpose === 'verify'
          ? api.POST('/api/user/email/verify/', { body })
          : api.POST('/api/user/email/change/confirm/', { body }),
      );
      const held = session.accessToken();
      if (held) await session.refresh(held);
      return answer;
    },
    staleTime: Infinity,
    retry: false,
  });
}

export function useResendVerification() {
  return useMutation({ mutationFn: () => expectOk(api.POST('/api/user/email/resend/')) });
}

export function useChangeEmail() {
  return useMutation({
    mutationFn: (body: { new_email: string; password: string }) =>
      expectOk(api.POST('/api/user/email/change/', { body })),
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current_password: string; new_password: string }) =>
      expectOk(api.POST('/api/user/password/change/', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: accountKeys.sessions }),
  });
}

export function sessionsQuery() {
  return queryOptions({
    queryKey: accountKeys.sessions,
    queryFn: ({ signal }) => unwrap(api.GET('/api/user/sessions/', { signal })),
  });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      expectOk(api.DELETE('/api/user/sessions/{session_id}/', { params: { path: { session_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: accountKeys.sessions }),
  });
}

export function useEndAllSessions() {
  return useMutation({
    mutationFn: () => expectOk(api.DELETE('/api/user/sessions/')),
    onSuccess: () => session.end(),
  });
}

export function useExport() {
  return useMutation({ mutationFn: () => unwrap(api.GET('/api/user/me/export/')) });
}

export function useDeleteAccount() {
  return useMutation({
    mutationFn: (password: string) => expectOk(api.DELETE('/api/user/me/', { body: { password } })),
  });
}

/** Who asks whom to join as what; for whoever holds the link, signed in or not. */
export function invitationQuery(token: string) {
  return queryOptions({
    queryKey: accountKeys.invitation(token),
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/organizations/invitations/preview/', { body: { token }, signal })),
    enabled: token !== '',
    retry: false,
  });
}

export function useAcceptInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) =>
      unwrap(api.POST('/api/organizations/invitations/accept/', { body: { token } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['organizations'] }),
  });
}
