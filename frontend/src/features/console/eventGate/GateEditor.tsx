import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, FormProblem, Notice, toasts } from '@/components';

import { useEvent } from '../events/EventFrame';
import { may, useOrganization } from '../organization';
import { SavedState } from '../SavedState';
import { useUnsaved } from '../useUnsaved';

import { AddClause } from './AddClause';
import { ClauseCard } from './ClauseCard';
import {
  areClausesUsable,
  draftOf,
  gateInput,
  isTimeUsable,
  type ClauseDraft,
  type GateDraft,
} from './draft';
import { DryRunPanel } from './DryRunPanel';
import { faultsOf } from './faults';
import { IssuingFields } from './IssuingFields';
import { useGateSave } from './queries';
import { SaveDialog } from './SaveDialog';
import { useDryRun } from './useDryRun';

import type { EventGate, GateDryRunClause } from '@/api';

/** Sentences with values in them. What they would do stands beside them before they are published. */
export function GateEditor({ gate }: { gate: EventGate }) {
  const { t } = useTranslation('eventGate');
  const organization = useOrganization();
  const { event } = useEvent();
  const [changed, setChanged] = useState<GateDraft | null>(null);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const save = useGateSave(event.id);
  const canDesign = may(organization, 'design_certificates');
  const draft = changed ?? draftOf(gate);
  const { clauses } = draft;
  const body = gateInput(draft);
  const dirty = JSON.stringify(body) !== JSON.stringify(gateInput(draftOf(gate)));
  useUnsaved(dirty);

  const usable = areClausesUsable(clauses, gate.sessions);
  const dry = useDryRun(event.id, body.clauses, canDesign && usable);
  const faults = faultsOf(save.error, dry.error);
  const refused = save.isError && faults.shown.length > 0;
  const change = (part: Partial<GateDraft>) => {
    setChanged({ ...draft, ...part });
    save.reset();
  };
  const put = (index: number, clause: ClauseDraft) => change({ clauses: clauses.with(index, clause) });
  const ready = usable && isTimeUsable(draft);
  const submit = () => {
    setTried(true);
    if (ready) setAsking(true);
  };
  const publish = () =>
    save.mutate(body, {
      onSuccess: () => {
        setChanged(null);
        setTried(false);
        setSavedAt(new Date());
        toasts.show(t('published'));
      },
      onSettled: () => setAsking(false),
    });

  return (
    <div className="grid grid-cols-1 gap-10 wide:grid-cols-[minmax(0,1fr)_380px] wide:gap-12">
      <form
        noValidate
        aria-label={t('title')}
        className="min-w-0"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          submit();
        }}
      >
        <h2 className="d4">{t('title')}</h2>
        <p className="mt-1 text-ui text-ink-2">{t('lede')}</p>
        {!canDesign && (
          <Notice tone="info" className="mt-4">
            {t('readOnly')}
          </Notice>
        )}
        <FormProblem error={save.error} fields={faults.shown} className="mt-4" />
        <ol className="mt-5">
          {clauses.map((clause, index) => (
            <li key={clause.key}>
              {index > 0 && (
                <p className="ms-[52px] border-s border-line py-1.5 text-sm text-ink-3">
                  <span className="-ms-3 bg-paper py-0.5">{t('and')}</span>
                </p>
              )}
              <ClauseCard
                clause={clause}
                gate={gate}
                tried={tried}
                disabled={!canDesign}
                faults={faults.clause(index)}
                count={countOf(clauses, index, dry.data?.clauses ?? [])}
                onChange={(next) => put(index, next)}
                onRemove={
                  clauses.length > 1 ? () => change({ clauses: clauses.toSpliced(index, 1) }) : undefined
                }
              />
            </li>
          ))}
        </ol>
        {canDesign && (
          <AddClause clauses={clauses} onAdd={(clause) => change({ clauses: [...clauses, clause] })} />
        )}
        <IssuingFields
          draft={draft}
          disabled={!canDesign}
          tried={tried}
          fault={faults.after}
          onChange={change}
        />
        {canDesign && (
          <div className="mt-8 flex flex-wrap items-center gap-3 border-t border-line pt-6">
            <Button type="submit" variant="primary" disabled={!dirty} className="max-wide:w-full">
              {t('publish')}
            </Button>
            {dirty && (
              <Button
                variant="ghost"
                onClick={() => {
                  setChanged(null);
                  setTried(false);
                  save.reset();
                }}
              >
                {t('undo')}
              </Button>
            )}
            <SavedState dirty={dirty} saving={save.isPending} savedAt={savedAt} />
            {(refused || (tried && !ready)) && (
              <p role="alert" className="w-full text-sm text-danger">
                {t('notUsable')}
              </p>
            )}
          </div>
        )}
      </form>
      {canDesign && (
        <DryRunPanel
          dry={dry}
          usable={usable}
          dirty={dirty}
          clauses={body.clauses}
          sessions={gate.sessions}
        />
      )}
      {asking && (
        <SaveDialog
          run={dry.current ? dry.data : undefined}
          whenChanged={draft.whenChanged}
          isOver={event.status === 'completed' || event.status === 'archived'}
          busy={save.isPending}
          onPublish={publish}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** The server counts what it asked; the nth of a kind here is the nth of that kind there. */
function countOf(
  clauses: readonly ClauseDraft[],
  index: number,
  counts: readonly GateDryRunClause[],
): GateDryRunClause | undefined {
  const kind = clauses[index]?.kind;
  const before = clauses.slice(0, index).filter((one) => one.kind === kind).length;
  return counts.filter((one) => one.kind === kind)[before];
}
