import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, expectOk, nextQuery, unwrap, type InvitationStart, type Role } from '@/api';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

export function invitationsQuery(org: string) {
  return infiniteQueryOptions({
    queryKey: consoleKeys.invitations(org),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/organizations/{slug}/invitations/', {
          params: { path: { slug: org }, query: pageParam },
          signal,
        }),
      ),
    initialPageParam: {},
    getNextPageParam: nextQuery,
  });
}

export function useInvite() {
  const { slug } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: InvitationStart) =>
      unwrap(api.POST('/api/organizations/{slug}/invitations/', { params: { path: { slug } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: consoleKeys.invitations(slug) }),
  });
}

export function useWithdraw() {
  const { slug } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      expectOk(
        api.DELETE('/api/organizations/{slug}/invitations/{invitation_id}/', {
          params: { path: { slug, invitation_id: id } },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: consoleKeys.invitations(slug) }),
  });
}

export function useChangeRoles() {
  const { slug } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, roles }: { id: string; roles: Role[] }) =>
      unwrap(
        api.PATCH('/api/organizations/{slug}/members/{membership_id}/', {
          params: { path: { slug, membership_id: id } },
          body: { roles },
        }),
      ),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: consoleKeys.members(slug) }),
        client.invalidateQueries({ queryKey: consoleKeys.organizations }),
      ]),
  });
}

export function useRemoveMember() {
  const { slug } = useOrganization();
  return useMutation({
    mutationFn: (id: string) =>
      expectOk(
        api.DELETE('/api/organizations/{slug}/members/{membership_id}/', {
          params: { path: { slug, membership_id: id } },
        }),
      ),
  });
}
