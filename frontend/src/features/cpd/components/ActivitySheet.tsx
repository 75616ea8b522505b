import { useQuery } from '@tanstack/react-query';
import { FileText, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError, type OwnActivity } from '@/api';
import {
  Button,
  ErrorState,
  Field,
  FormProblem,
  IconButton,
  Input,
  Loading,
  Notice,
  Select,
  Sheet,
  Skeleton,
  Textarea,
  toasts,
} from '@/components';
import { UploadField } from '@/features/media';

import '../messages';
import { hundredthsOf } from '../credits';
import { accreditorsQuery, activityQuery, useSaveActivity, useWithdrawActivity } from '../queries';

const FIELDS = ['title', 'done_on', 'amount', 'evidence'];
const FILES_AT_MOST = 5;

interface ActivitySheetProps {
  /** Null for a new one. */
  id: string | null;
  onClose: () => void;
}

/** Something done elsewhere: reported, corrected, or taken off the record. */
export function ActivitySheet({ id, onClose }: ActivitySheetProps) {
  const { t } = useTranslation('cpd');
  const formId = useId();
  const activity = useQuery({ ...activityQuery(id ?? ''), enabled: id !== null, staleTime: 0, gcTime: 0 });
  const ready = id === null || activity.isSuccess;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(id ? 'own.edit' : 'own.new')}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" disabled={!ready}>
            {t(id ? 'own.save' : 'own.add')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      {!ready && activity.isPending && (
        <Loading>
          <Skeleton className="h-80 w-full" />
        </Loading>
      )}
      {activity.isError && (
        <ErrorState
          title={t('own.errorTitle')}
          error={activity.error}
          retry={() => void activity.refetch()}
        />
      )}
      {ready && <ActivityForm formId={formId} activity={activity.data ?? null} onClose={onClose} />}
    </Sheet>
  );
}

interface ActivityFormProps {
  formId: string;
  activity: OwnActivity | null;
  onClose: () => void;
}

function ActivityForm({ formId, activity, onClose }: ActivityFormProps) {
  const { t } = useTranslation('cpd');
  const accreditors = useQuery(accreditorsQuery());
  const save = useSaveActivity(activity?.id ?? null, activity?.revision ?? null);
  const withdraw = useWithdrawActivity();
  const [tried, setTried] = useState(false);
  const [draft, setDraft] = useState(() => ({
    title: activity?.title ?? '',
    provider: activity?.provider ?? '',
    done: activity?.done_on ?? '',
    type: activity?.credit_type.id,
    amount: activity?.amount ?? '',
    reflection: activity?.reflection ?? '',
  }));
  const [files, setFiles] = useState(() =>
    (activity?.evidence ?? []).map((one) => ({ id: one.upload_id, name: one.file_name, url: one.url })),
  );
  const choices = accreditors.data?.results ?? [];
  const type = draft.type ?? choices[0]?.credit_types[0]?.id ?? '';
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const server = (path: string) =>
    isApiError(save.error) ? save.error.fields.find((one) => one.path === path)?.message : undefined;
  const wrong = {
    title: !draft.title.trim(),
    done: !draft.done,
    amount: !hundredthsOf(draft.amount),
  };

  const store = () => {
    setTried(true);
    if (wrong.title || wrong.done || wrong.amount || !type || save.isPending) return;
    save.mutate(
      {
        title: draft.title.trim(),
        provider: draft.provider.trim(),
        done_on: draft.done,
        credit_type: type,
        amount: draft.amount.trim().replace(',', '.'),
        reflection: draft.reflection,
        evidence: files.map((file) => file.id),
      },
      {
        onSuccess: () => {
          toasts.show(t(activity ? 'own.saved' : 'own.added'));
          onClose();
        },
      },
    );
  };

  return (
    <form
      id={formId}
      noValidate
      aria-busy={save.isPending}
      onSubmit={(event) => {
        event.preventDefault();
        store();
      }}
      className="grid gap-6"
    >
      <FormProblem error={save.error ?? withdraw.error} fields={FIELDS} />
      {accreditors.isError && (
        <ErrorState
          title={t('accreditorsFailed')}
          error={accreditors.error}
          retry={() => void accreditors.refetch()}
        />
      )}
      <Notice tone="tint">{t(activity ? 'own.correctionNote' : 'own.note')}</Notice>
      <Field label={t('own.title')} error={tried && wrong.title ? t('own.titleMissing') : server('title')}>
        <Input
          maxLength={160}
          value={draft.title}
          onChange={(event) => change({ title: event.target.value })}
        />
      </Field>
      <Field label={t('own.provider')} optional>
        <Input
          maxLength={160}
          value={draft.provider}
          onChange={(event) => change({ provider: event.target.value })}
        />
      </Field>
      <Field label={t('own.type')}>
        <Select value={type} onChange={(event) => change({ type: event.target.value })}>
          {choices.map((accreditor) => (
            <optgroup key={accreditor.id} label={accreditor.name}>
              {accreditor.credit_types.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      <div className="grid gap-6 wide:grid-cols-2">
        <Field label={t('own.done')} error={tried && wrong.done ? t('own.doneMissing') : server('done_on')}>
          <Input type="date" value={draft.done} onChange={(event) => change({ done: event.target.value })} />
        </Field>
        <Field
          label={t('own.amount')}
          error={tried && wrong.amount ? t('own.amountWrong') : server('amount')}
        >
          <Input
            inputMode="decimal"
            value={draft.amount}
            onChange={(event) => change({ amount: event.target.value })}
          />
        </Field>
      </div>
      <Field label={t('own.reflection')} hint={t('own.reflectionHint')} optional>
        <Textarea
          rows={5}
          maxLength={10_000}
          value={draft.reflection}
          onChange={(event) => change({ reflection: event.target.value })}
        />
      </Field>
      <section>
        <h3 className="text-sm font-[550]">{t('own.evidence')}</h3>
        {files.length > 0 && (
          <ul className="mt-2 border-t border-line">
            {files.map((file) => (
              <li key={file.id} className="flex items-center gap-3 border-b border-line py-2 text-sm">
                <FileText size={16} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
                <span className="min-w-0 flex-1 truncate">
                  {file.url ? (
                    <a href={file.url} className="link">
                      {file.name}
                    </a>
                  ) : (
                    file.name
                  )}
                </span>
                <IconButton
                  label={t('own.removeFile', { name: file.name })}
                  onClick={() => setFiles(files.filter((one) => one.id !== file.id))}
                >
                  <Trash2 size={17} strokeWidth={1.75} aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        {server('evidence') && <p className="mt-2 text-sm text-danger">{server('evidence')}</p>}
        {files.length < FILES_AT_MOST && (
          <div className="mt-3">
            <UploadField
              key={files.length}
              label={t('own.addFile')}
              purpose="evidence"
              hint={t('own.fileHint')}
              onReady={(upload) =>
                setFiles((before) => [...before, { id: upload.id, name: upload.file_name, url: '' }])
              }
            />
          </div>
        )}
      </section>
      {activity && (
        <div className="border-t border-line pt-5">
          <p className="text-sm text-ink-2">{t('own.withdrawText')}</p>
          <Button
            variant="danger"
            size="sm"
            className="mt-3"
            busy={withdraw.isPending && t('own.withdrawing')}
            onClick={() =>
              withdraw.mutate(activity.id, {
                onSuccess: () => {
                  toasts.show(t('own.withdrawn'));
                  onClose();
                },
              })
            }
          >
            {t('own.withdraw')}
          </Button>
        </div>
      )}
    </form>
  );
}
