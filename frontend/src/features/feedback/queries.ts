import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, isApiError, nextQuery, unwrap } from '@/api';

import type { Answers } from './branching';

/** A survey of whoever is signed in, or of whoever has the mailed link. */
export interface SurveyRef {
  id: string;
  token: string | null;
}

const keys = {
  open: ['feedback', 'open'] as const,
  paper: ({ id, token }: SurveyRef) => ['feedback', 'paper', id, token] as const,
};

interface Paged {
  cursor?: string;
  page_size?: number;
}

const FIRST: Paged = {};

/** What one may answer now and has not. */
export function openSurveysQuery() {
  return infiniteQueryOptions({
    queryKey: keys.open,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/feedback/open/', { params: { query: pageParam }, signal })),
    initialPageParam: FIRST,
    getNextPageParam: (last): Paged | undefined => nextQuery(last),
  });
}

/** The questions; not asked for again while somebody answers them. */
export function paperQuery(of: SurveyRef) {
  return queryOptions({
    queryKey: keys.paper(of),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/feedback/surveys/{survey_id}/answer/', { params: paramsOf(of), signal })),
    staleTime: Infinity,
  });
}

/** Sent once and for good. Whoever was faster, or the survey's end, shows when the questions are read again. */
export function useAnswer(of: SurveyRef) {
  const client = useQueryClient();
  const readAgain = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.paper(of) }),
      client.invalidateQueries({ queryKey: keys.open }),
    ]);
  return useMutation({
    mutationFn: (answers: Answers) =>
      unwrap(
        api.POST('/api/feedback/surveys/{survey_id}/answer/', { params: paramsOf(of), body: { answers } }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.open }),
    onError: (error) => (isApiError(error) && error.status === 409 ? readAgain() : undefined),
  });
}

function paramsOf({ id, token }: SurveyRef) {
  return { path: { survey_id: id }, ...(token !== null && { query: { token } }) };
}
