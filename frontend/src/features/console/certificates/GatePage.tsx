import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type Gate } from '@/api';
import {
  Badge,
  Button,
  Dialog,
  ErrorState,
  FormProblem,
  Loading,
  Menu,
  MenuItem,
  Notice,
  Skeleton,
  toasts,
} from '@/components';

import { useBuilder } from '../courses/BuilderFrame';
import { may } from '../organization';
import { consoleKeys } from '../queries';

import { ClauseCard } from './ClauseCard';
import { areUsable, clauseInput, clausesOf, newClause, type ClauseDraft } from './gateDraft';

function gateQuery(org: string, course: string) {
  return queryOptions({
    queryKey: consoleKeys.gate(org, course),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/certificates/gates/{course_id}/', {
          ...inTenant(org),
          params: { path: { course_id: course } },
          signal,
        }),
      ),
  });
}

/** What a course asks for before it certifies, as sentences with values in them. */
export function GatePage() {
  const { t } = useTranslation('console');
  const { organization, outline } = useBuilder();
  const gate = useQuery(gateQuery(organization.slug, outline.course.id));
  if (gate.isError) {
    return <ErrorState title={t('gate.errorTitle')} error={gate.error} retry={() => void gate.refetch()} />;
  }
  if (!gate.data) {
    return (
      <Loading>
        <div className="grid gap-14 wide:grid-cols-[minmax(0,1fr)_400px]">
          <Skeleton className="h-72 w-full" />
          <Skeleton className="h-56 w-full !rounded-xl" />
        </div>
      </Loading>
    );
  }
  return <GateEditor key={gate.data.version} gate={gate.data} />;
}

function GateEditor({ gate }: { gate: Gate }) {
  const { t } = useTranslation('console');
  const { organization, outline, locked } = useBuilder();
  const { slug: org } = organization;
  const client = useQueryClient();
  const [clauses, setClauses] = useState(() => clausesOf(gate));
  const [asking, setAsking] = useState(false);
  const canDesign = may(organization, 'design_certificates') && !locked;
  const dirty = JSON.stringify(clauses.map(clauseInput)) !== JSON.stringify(clausesOf(gate).map(clauseInput));
  const publish = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT('/api/certificates/gates/{course_id}/', {
          ...inTenant(org),
          params: { path: { course_id: outline.course.id } },
          body: { clauses: clauses.map(clauseInput) },
        }),
      ),
    onSuccess: (saved) => client.setQueryData(consoleKeys.gate(org, outline.course.id), saved),
    onError: () => setAsking(false),
  });
  const set = (key: string, next: ClauseDraft) =>
    setClauses(clauses.map((clause) => (clause.key === key ? next : clause)));
  const hasAssignment = outline.modules.some((module) =>
    module.lessons.some((lesson) => lesson.kind === 'assignment'),
  );
  const has = (kind: ClauseDraft['kind']) => clauses.some((clause) => clause.kind === kind);

  return (
    <div className="grid grid-cols-1 gap-10 wide:grid-cols-[minmax(0,1fr)_380px] wide:gap-14">
      <section>
        <h2 className="d4">{t('gate.title')}</h2>
        <p className="mt-1 text-ui text-ink-2">{t('gate.lede')}</p>
        {!canDesign && !locked && (
          <Notice tone="info" className="mt-4">
            {t('gate.readOnly')}
          </Notice>
        )}
        <FormProblem error={publish.error} className="mt-4" />
        <ol className="mt-5">
          {clauses.map((clause, index) => (
            <li key={clause.key}>
              {index > 0 && (
                <p className="ms-[52px] border-s border-line py-1.5 ps-0 text-sm text-ink-3">
                  <span className="-ms-3 bg-paper py-0.5">{t('gate.and')}</span>
                </p>
              )}
              <ClauseCard
                clause={clause}
                disabled={!canDesign}
                onChange={(next) => set(clause.key, next)}
                onRemove={
                  clauses.length > 1
                    ? () => setClauses(clauses.filter((one) => one.key !== clause.key))
                    : undefined
                }
              />
            </li>
          ))}
        </ol>
        {canDesign && (
          <div className="mt-5 flex flex-wrap gap-3">
            <Menu
              align="start"
              trigger={
                <Button>
                  <Plus size={17} strokeWidth={1.75} aria-hidden />
                  {t('gate.add')}
                </Button>
              }
            >
              <MenuItem onSelect={() => setClauses([...clauses, newClause('lessons')])}>
                {t('gate.addLessons')}
              </MenuItem>
              <MenuItem onSelect={() => setClauses([...clauses, newClause('quiz')])}>
                {t('gate.addQuiz')}
              </MenuItem>
              {hasAssignment && (
                <MenuItem onSelect={() => setClauses([...clauses, newClause('assignment')])}>
                  {t('gate.addAssignment')}
                </MenuItem>
              )}
              {!has('survey') && (
                <MenuItem onSelect={() => setClauses([...clauses, newClause('survey')])}>
                  {t('gate.addSurvey')}
                </MenuItem>
              )}
              {!has('paid') && (
                <MenuItem onSelect={() => setClauses([...clauses, newClause('paid')])}>
                  {t('gate.addPaid')}
                </MenuItem>
              )}
              {!has('identity') && (
                <MenuItem onSelect={() => setClauses([...clauses, newClause('identity')])}>
                  {t('gate.addIdentity')}
                </MenuItem>
              )}
            </Menu>
            <Button
              variant={dirty ? 'primary' : 'secondary'}
              disabled={!dirty || !areUsable(clauses)}
              onClick={() => setAsking(true)}
            >
              {t('gate.publish')}
            </Button>
          </div>
        )}
      </section>
      <aside aria-label={t('gate.nowTitle')} className="self-start rounded-xl bg-sunken p-6">
        <div className="flex items-center justify-between gap-4">
          <h2 className="d4">{t('gate.nowTitle')}</h2>
          <Badge tone="info">
            {gate.is_default ? t('gate.default') : t('gate.version', { version: gate.version })}
          </Badge>
        </div>
        <ul className="mt-4 grid gap-3 text-ui">
          {gate.sentences.map((sentence) => (
            <li key={sentence} className="flex gap-3">
              <Check size={17} strokeWidth={2} aria-hidden className="mt-0.5 flex-none text-primary-text" />
              {sentence}
            </li>
          ))}
        </ul>
      </aside>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('gate.publishTitle')}
        description={t('gate.publishText')}
        actions={
          <>
            <Button
              variant="primary"
              busy={publish.isPending && t('gate.publishing')}
              onClick={() =>
                publish.mutate(undefined, {
                  onSuccess: () => {
                    setAsking(false);
                    toasts.show(t('gate.published'));
                  },
                })
              }
            >
              {t('gate.publish')}
            </Button>
            <Button variant="ghost" onClick={() => setAsking(false)}>
              {t('cancel', { ns: 'common' })}
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </div>
  );
}
