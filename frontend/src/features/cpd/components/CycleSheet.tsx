import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError, type CpdCycle, type CycleStart } from '@/api';
import { Button, ErrorState, Field, FormProblem, Input, Select, Sheet, toasts } from '@/components';

import '../messages';
import { hundredthsOf, typedAmount } from '../credits';
import { accreditorsQuery, useDeleteCycle, useSaveCycle } from '../queries';

interface Draft {
  /** Undefined until somebody chooses: then the first. */
  accreditor: string | undefined;
  starts: string;
  ends: string;
  target: string;
  carry: string;
  /** By credit type: the least and the most, empty for none. */
  amounts: Record<string, { minimum: string; cap: string }>;
}

interface CycleSheetProps {
  /** Null for a new one. */
  cycle: CpdCycle | null;
  onClose: () => void;
}

/** What a cycle asks for: its days, the target, and the least and the most of each category. */
export function CycleSheet({ cycle, onClose }: CycleSheetProps) {
  const { t } = useTranslation('cpd');
  const formId = useId();
  const accreditors = useQuery(accreditorsQuery());
  const [draft, setDraft] = useState<Draft>(() => draftOf(cycle));
  const [tried, setTried] = useState(false);
  const save = useSaveCycle(cycle?.id ?? null);
  const remove = useDeleteCycle();
  const choices = accreditors.data?.results ?? [];
  const accreditor = draft.accreditor ?? choices[0]?.id ?? '';
  const types = choices.find((one) => one.id === accreditor)?.credit_types ?? [];
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const target = hundredthsOf(draft.target);
  const body = bodyOf({ ...draft, accreditor }, types);
  const server = (path: string) =>
    isApiError(save.error) ? save.error.fields.find((one) => one.path === path)?.message : undefined;

  const store = () => {
    setTried(true);
    if (!body) return;
    save.mutate(body, {
      onSuccess: () => {
        toasts.show(t(cycle ? 'cycleForm.saved' : 'cycleForm.created'));
        onClose();
      },
    });
  };

  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(cycle ? 'cycleForm.edit' : 'cycleForm.new')}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            disabled={choices.length === 0}
            busy={save.isPending && t('cycleForm.busy')}
          >
            {t(cycle ? 'cycleForm.save' : 'cycleForm.create')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      {accreditors.isError && (
        <ErrorState
          title={t('accreditorsFailed')}
          error={accreditors.error}
          retry={() => void accreditors.refetch()}
        />
      )}
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          store();
        }}
        className="grid gap-6"
      >
        <FormProblem error={save.error ?? remove.error} fields={['ends_on', 'target']} />
        <Field label={t('cycleForm.accreditor')}>
          <Select
            value={accreditor}
            disabled={cycle !== null}
            onChange={(event) => change({ accreditor: event.target.value, amounts: {} })}
          >
            {choices.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </Select>
        </Field>
        <div className="grid gap-6 wide:grid-cols-2">
          <Field
            label={t('cycleForm.starts')}
            error={said(t, tried && !draft.starts && 'cycleForm.dayMissing')}
          >
            <Input
              type="date"
              value={draft.starts}
              onChange={(event) => change({ starts: event.target.value })}
            />
          </Field>
          <Field
            label={t('cycleForm.ends')}
            error={said(t, tried && !draft.ends && 'cycleForm.dayMissing') ?? server('ends_on')}
          >
            <Input
              type="date"
              value={draft.ends}
              onChange={(event) => change({ ends: event.target.value })}
            />
          </Field>
          <Field
            label={t('cycleForm.target')}
            error={said(t, tried && !target && 'cycleForm.amountWrong') ?? server('target')}
          >
            <Input
              inputMode="decimal"
              value={draft.target}
              onChange={(event) => change({ target: event.target.value })}
            />
          </Field>
          <Field
            label={t('cycleForm.carry')}
            hint={t('cycleForm.carryHint')}
            optional
            error={said(t, tried && amountOf(draft.carry) === undefined && 'cycleForm.amountWrong')}
          >
            <Input
              inputMode="decimal"
              value={draft.carry}
              onChange={(event) => change({ carry: event.target.value })}
            />
          </Field>
        </div>
        {types.length > 0 && (
          <fieldset>
            <legend className="text-sm font-[550]">{t('cycleForm.categories')}</legend>
            <p className="mt-1 text-sm text-ink-3">{t('cycleForm.categoriesHint')}</p>
            <ul className="mt-3 grid gap-4">
              {types.map((type) => {
                const given = draft.amounts[type.id] ?? { minimum: '', cap: '' };
                const put = (part: Partial<typeof given>) =>
                  change({ amounts: { ...draft.amounts, [type.id]: { ...given, ...part } } });
                const wrong =
                  tried && (amountOf(given.minimum) === undefined || amountOf(given.cap) === undefined);
                return (
                  <li key={type.id} className="grid grid-cols-2 gap-x-4 gap-y-1.5 border-t border-line pt-3">
                    <p className="col-span-2 font-medium">{type.name}</p>
                    <Field
                      label={<Named of={type.name}>{t('cycleForm.minimum')}</Named>}
                      error={said(t, wrong && 'cycleForm.amountWrong')}
                    >
                      <Input
                        inputMode="decimal"
                        value={given.minimum}
                        onChange={(event) => put({ minimum: event.target.value })}
                      />
                    </Field>
                    <Field label={<Named of={type.name}>{t('cycleForm.cap')}</Named>}>
                      <Input
                        inputMode="decimal"
                        value={given.cap}
                        onChange={(event) => put({ cap: event.target.value })}
                      />
                    </Field>
                  </li>
                );
              })}
            </ul>
          </fieldset>
        )}
        {cycle && (
          <div className="border-t border-line pt-5">
            <p className="text-sm text-ink-2">{t('cycleForm.deleteText')}</p>
            <Button
              variant="danger"
              size="sm"
              className="mt-3"
              busy={remove.isPending && t('cycleForm.deleting')}
              onClick={() => remove.mutate(cycle.id, { onSuccess: onClose })}
            >
              {t('cycleForm.delete')}
            </Button>
          </div>
        )}
      </form>
    </Sheet>
  );
}

/** The field's name for those who do not see in which row it stands. */
function Named({ of, children }: { of: string; children: string }) {
  return (
    <>
      <span className="sr-only">{of}: </span>
      {children}
    </>
  );
}

function said(
  t: (key: 'cycleForm.dayMissing' | 'cycleForm.amountWrong') => string,
  key: 'cycleForm.dayMissing' | 'cycleForm.amountWrong' | '' | false,
): string | undefined {
  return key ? t(key) : undefined;
}

/** Hundredths; null for nothing typed; undefined for what is no amount. */
function amountOf(text: string): number | null | undefined {
  return text.trim() ? (hundredthsOf(text) ?? undefined) : null;
}

function draftOf(cycle: CpdCycle | null): Draft {
  if (!cycle) {
    const year = new Date().getFullYear();
    return {
      accreditor: undefined,
      starts: `${year}-01-01`,
      ends: `${year}-12-31`,
      target: '',
      carry: '',
      amounts: {},
    };
  }
  return {
    accreditor: cycle.accreditor.id,
    starts: cycle.starts_on,
    ends: cycle.ends_on,
    target: typedAmount(cycle.target_hundredths),
    carry: hundredthsOf(cycle.carry_limit) ? typedAmount(hundredthsOf(cycle.carry_limit) ?? 0) : '',
    amounts: Object.fromEntries(
      cycle.categories.map((one) => [
        one.credit_type.id,
        {
          minimum: one.minimum_hundredths ? typedAmount(one.minimum_hundredths) : '',
          cap: one.cap_hundredths === null ? '' : typedAmount(one.cap_hundredths),
        },
      ]),
    ),
  };
}

function bodyOf(draft: Draft, types: readonly { id: string }[]): CycleStart | null {
  const target = hundredthsOf(draft.target);
  const carry = amountOf(draft.carry);
  if (!draft.accreditor || !draft.starts || !draft.ends || !target || carry === undefined) return null;
  const categories: NonNullable<CycleStart['categories']>[number][] = [];
  for (const { id } of types) {
    const minimum = amountOf(draft.amounts[id]?.minimum ?? '');
    const cap = amountOf(draft.amounts[id]?.cap ?? '');
    if (minimum === undefined || cap === undefined) return null;
    if (minimum === null && cap === null) continue;
    categories.push({ credit_type: id, minimum_hundredths: minimum ?? 0, cap_hundredths: cap });
  }
  return {
    accreditor: draft.accreditor,
    starts_on: draft.starts,
    ends_on: draft.ends,
    target_hundredths: target,
    carry_limit_hundredths: carry ?? 0,
    categories,
  };
}
