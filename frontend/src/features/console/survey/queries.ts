import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import {
  api,
  expectOk,
  inTenant,
  unwrap,
  type StaffSurvey,
  type SurveyInput,
  type SurveyQuestionInput,
} from '@/api';
import { saveFile } from '@/lib/saveFile';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

/** What is asked about: one event or one course. */
export type SurveySubject = { event: string } | { course: string };

const keys = {
  all: (org: string) => [...consoleKeys.of(org), 'survey'] as const,
  of: (org: string, subject: SurveySubject) => [...keys.all(org), 'of', subject] as const,
  results: (org: string, survey: string) => [...keys.all(org), 'results', survey] as const,
};

/** The survey of an event or a course with its questions, null where there is none yet. */
export function surveyQuery(org: string, subject: SurveySubject) {
  return queryOptions({
    queryKey: keys.of(org, subject),
    queryFn: async ({ signal }): Promise<StaffSurvey | null> => {
      const page = await unwrap(
        api.GET('/api/feedback/surveys/', { ...inTenant(org), params: { query: subject }, signal }),
      );
      const [found] = page.results;
      if (!found) return null;
      return unwrap(
        api.GET('/api/feedback/surveys/{survey_id}/', {
          ...inTenant(org),
          params: { path: { survey_id: found.id } },
          signal,
        }),
      );
    },
  });
}

export function resultsQuery(org: string, survey: string) {
  return queryOptions({
    queryKey: keys.results(org, survey),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/feedback/surveys/{survey_id}/results/', { ...at(org, survey), signal })),
  });
}

/** One step of a survey; what it answers stands at once, and what hangs on it is read again. */
export function useSurveyStep<Input = void>(
  subject: SurveySubject,
  run: (org: string, input: Input) => Promise<StaffSurvey | null>,
) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(org, input),
    onSuccess: (survey) => client.setQueryData(surveyQuery(org, subject).queryKey, survey),
    onSettled: () => client.invalidateQueries({ queryKey: keys.all(org) }),
  });
}

export function surveyBegin(org: string, body: SurveyInput): Promise<StaffSurvey> {
  return unwrap(api.POST('/api/feedback/surveys/', { ...inTenant(org), body }));
}

export interface SurveyBody {
  title: string;
  intro: string;
  is_anonymous: boolean;
  questions: SurveyQuestionInput[];
}

/** The draft as a whole: what it says, and then what it asks. */
export async function surveySave(org: string, survey: string, body: SurveyBody): Promise<StaffSurvey> {
  const { questions, ...said } = body;
  await unwrap(api.PATCH('/api/feedback/surveys/{survey_id}/', { ...at(org, survey), body: said }));
  return unwrap(
    api.PUT('/api/feedback/surveys/{survey_id}/questions/', { ...at(org, survey), body: { questions } }),
  );
}

export function surveyPublish(org: string, survey: string): Promise<StaffSurvey> {
  return unwrap(api.POST('/api/feedback/surveys/{survey_id}/publish/', at(org, survey)));
}

export function surveyClose(org: string, survey: string): Promise<StaffSurvey> {
  return unwrap(api.POST('/api/feedback/surveys/{survey_id}/close/', at(org, survey)));
}

export async function surveyDelete(org: string, survey: string): Promise<null> {
  await expectOk(api.DELETE('/api/feedback/surveys/{survey_id}/', at(org, survey)));
  return null;
}

/** The results as a file for a spreadsheet. */
export function useExport(survey: string, name: string) {
  const { slug: org } = useOrganization();
  return useMutation({
    mutationFn: async () => {
      const file = await unwrap(
        api.GET('/api/feedback/surveys/{survey_id}/results.csv', { ...at(org, survey), parseAs: 'blob' }),
      );
      saveFile(file, `survey-${name}.csv`);
    },
  });
}

function at(org: string, survey: string) {
  return { ...inTenant(org), params: { path: { survey_id: survey } } };
}
