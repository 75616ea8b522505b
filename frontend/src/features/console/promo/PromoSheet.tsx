import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type PromoCode } from '@/api';
import {
  Button,
  Checkbox,
  Field,
  FieldError,
  FormProblem,
  Input,
  Notice,
  Radio,
  RadioGroup,
  Sheet,
  toasts,
} from '@/components';

import { useOrganization } from '../organization';
import { consoleKeys, coursesQuery } from '../queries';

import {
  NEW_CODE,
  promoChangeOf,
  promoDraftOf,
  promoProblems,
  promoStartOf,
  type PromoDraft,
} from './promoDraft';

interface PromoSheetProps {
  /** Null for a new one. */
  code: PromoCode | null;
  onClose: () => void;
}

export function PromoSheet({ code, onClose }: PromoSheetProps) {
  const { t } = useTranslation('console');
  const { slug: org, currency } = useOrganization();
  const formId = useId();
  const client = useQueryClient();
  const [draft, setDraft] = useState<PromoDraft>(() => (code ? promoDraftOf(code) : NEW_CODE));
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        code
          ? api.PATCH('/api/promo-codes/{promo_code_id}/', {
              ...inTenant(org),
              params: { path: { promo_code_id: code.id } },
              body: promoChangeOf(draft),
            })
          : api.POST('/api/promo-codes/', { ...inTenant(org), body: promoStartOf(draft, currency) }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: consoleKeys.promoCodes(org) }),
  });
  const change = (part: Partial<PromoDraft>) => setDraft({ ...draft, ...part });
  const problems = promoProblems(draft, code?.currency ?? currency);
  const said = (key: string | undefined) =>
    tried && key ? t(`promo.${key}` as 'promo.codeWrong') : undefined;

  const store = () => {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    save.mutate(undefined, {
      onSuccess: (saved) => {
        toasts.show(t(code ? 'promo.saved' : 'promo.created', { code: saved.code }));
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
      title={code ? t('promo.editTitle', { code: code.code }) : t('promo.new')}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending && t('promo.creating')}>
            {code ? t('save', { ns: 'common' }) : t('promo.create')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          store();
        }}
        className="grid gap-6"
      >
        <FormProblem error={save.error} />
        {code ? (
          <Notice tone="tint">{t('promo.fixedNote')}</Notice>
        ) : (
          <>
            <Field label={t('promo.code')} hint={t('promo.codeHint')} error={said(problems.code)}>
              <Input
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={40}
                value={draft.code}
                onChange={(event) => change({ code: event.target.value })}
              />
            </Field>
            <RadioGroup legend={t('promo.kind')}>
              {(['percent', 'fixed'] as const).map((kind) => (
                <Radio
                  key={kind}
                  name="kind"
                  label={t(`promo.${kind}`)}
                  checked={draft.kind === kind}
                  onChange={() => change({ kind })}
                />
              ))}
            </RadioGroup>
            <Field
              label={draft.kind === 'percent' ? t('promo.percentValue') : t('promo.fixedValue', { currency })}
              error={said(problems.value)}
              className="max-w-44"
            >
              <Input
                inputMode="decimal"
                value={draft.value}
                onChange={(event) => change({ value: event.target.value })}
              />
            </Field>
            <Targets draft={draft} error={said(problems.courses)} onChange={change} />
          </>
        )}
        <div className="grid gap-6 wide:grid-cols-2">
          <Field label={t('promo.starts')} optional>
            <Input
              type="datetime-local"
              value={draft.starts}
              onChange={(event) => change({ starts: event.target.value })}
            />
          </Field>
          <Field label={t('promo.ends')} optional error={said(problems.ends)}>
            <Input
              type="datetime-local"
              value={draft.ends}
              onChange={(event) => change({ ends: event.target.value })}
            />
          </Field>
          <Field label={t('promo.total')} hint={t('promo.noLimit')} error={said(problems.total)}>
            <Input
              inputMode="numeric"
              value={draft.total}
              onChange={(event) => change({ total: event.target.value })}
            />
          </Field>
          <Field label={t('promo.perPerson')} hint={t('promo.noLimit')} error={said(problems.perPerson)}>
            <Input
              inputMode="numeric"
              value={draft.perPerson}
              onChange={(event) => change({ perPerson: event.target.value })}
            />
          </Field>
        </div>
        <Checkbox
          label={t('promo.active')}
          checked={draft.active}
          onChange={(event) => change({ active: event.target.checked })}
        />
      </form>
    </Sheet>
  );
}

interface TargetsProps {
  draft: PromoDraft;
  error: string | undefined;
  onChange: (part: Partial<PromoDraft>) => void;
}

function Targets({ draft, error, onChange }: TargetsProps) {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const courses = useInfiniteQuery({ ...coursesQuery(slug), enabled: !draft.everything });
  const rows = (courses.data?.pages.flatMap((page) => page.results) ?? []).filter(
    (course) => course.status !== 'archived',
  );
  return (
    <div>
      <RadioGroup legend={t('promo.courses')}>
        <Radio
          name="targets"
          label={t('promo.allCourses')}
          checked={draft.everything}
          onChange={() => onChange({ everything: true })}
        />
        <Radio
          name="targets"
          label={t('promo.someCourses')}
          checked={!draft.everything}
          onChange={() => onChange({ everything: false })}
        />
      </RadioGroup>
      {!draft.everything && (
        <div className="ms-[30px] border-s border-line ps-4">
          {rows.map((course) => (
            <Checkbox
              key={course.id}
              label={course.title}
              checked={draft.courses.includes(course.id)}
              onChange={(event) =>
                onChange({
                  courses: event.target.checked
                    ? [...draft.courses, course.id]
                    : draft.courses.filter((id) => id !== course.id),
                })
              }
            />
          ))}
          {courses.hasNextPage && (
            <Button size="sm" variant="ghost" onClick={() => void courses.fetchNextPage()}>
              {t('loadMore', { ns: 'common' })}
            </Button>
          )}
        </div>
      )}
      <FieldError message={error} />
    </div>
  );
}
