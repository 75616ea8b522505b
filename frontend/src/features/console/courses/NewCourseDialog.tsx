import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';

import { api, inTenant, unwrap } from '@/api';
import { Button, Dialog, Field, FormProblem, Input, applyProblem } from '@/components';
import { paths } from '@/config/paths';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

const FIELDS = ['title'] as const;

/** A course begins with a title; the builder asks for the rest. */
export function NewCourseDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const formId = useId();
  const navigate = useNavigate();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (title: string) =>
      unwrap(api.POST('/api/courses/course/', { ...inTenant(org), body: { title } })),
    onSuccess: () => client.invalidateQueries({ queryKey: consoleKeys.courses(org) }),
  });
  const schema = z.object({ title: z.string().trim().min(1, t('courses.titleMissing')) });
  const form = useForm({ resolver: zodResolver(schema), mode: 'onTouched', defaultValues: { title: '' } });
  const submit = form.handleSubmit(({ title }) =>
    create.mutate(title, {
      onSuccess: (course) => void navigate(paths.orgCourse(org, course.slug)),
      onError: (error) => applyProblem(error, FIELDS, form.setError),
    }),
  );
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) form.reset();
        onOpenChange(next);
      }}
      title={t('courses.newTitle')}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={create.isPending && t('courses.creating')}
          >
            {t('courses.create')}
          </Button>
          <Button variant="ghost" onClick={() => onOpenChange(false)}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        <FormProblem error={create.error} fields={FIELDS} />
        <Field
          label={t('courses.newLabel')}
          hint={t('courses.newHint')}
          error={form.formState.errors.title?.message}
        >
          <Input maxLength={160} {...form.register('title')} />
        </Field>
      </form>
    </Dialog>
  );
}
