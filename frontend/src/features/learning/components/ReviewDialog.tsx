import { zodResolver } from '@hookform/resolvers/zod';
import { Star } from 'lucide-react';
import { useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { Button, Dialog, Field, FieldError, FormProblem, Textarea, applyProblem, toasts } from '@/components';
import { cx } from '@/lib/cx';

import { useSaveReview, type ReviewDraft } from '../queries';

import type { CourseDetail, Review } from '@/api';

const FIELDS = ['rating', 'text'] as const;
const FORM_ID = 'review-form';

interface ReviewDialogProps {
  course: CourseDetail;
  mine: Review | undefined;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ReviewDialog({ course, mine, open, onOpenChange }: ReviewDialogProps) {
  const { t } = useTranslation('learning');
  const save = useSaveReview(course.id, course.slug, mine?.id);
  const schema = z.object({
    rating: z.number().int().min(1, t('reviews.ratingMissing')).max(5),
    text: z.string().trim(),
  }) satisfies z.ZodType<ReviewDraft>;
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { rating: mine?.rating ?? 0, text: mine?.text ?? '' },
  });
  const rating = useWatch({ control: form.control, name: 'rating' });
  const { errors } = form.formState;

  const submit = form.handleSubmit((draft) =>
    save.mutate(draft, {
      onSuccess: () => {
        onOpenChange(false);
        toasts.show(t('reviews.saved'));
      },
      onError: (error) => applyProblem(error, FIELDS, form.setError),
    }),
  );

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('reviews.formTitle')}
      description={t('reviews.formText')}
      actions={
        <Button type="submit" form={FORM_ID} variant="primary" busy={save.isPending && t('reviews.saving')}>
          {t('reviews.save')}
        </Button>
      }
    >
      <form id={FORM_ID} noValidate onSubmit={(event) => void submit(event)} className="grid gap-5">
        <FormProblem error={save.error} fields={FIELDS} />
        <fieldset>
          <legend className="mb-1 text-sm font-[550]">{t('reviews.rating')}</legend>
          <div className="-ms-2 flex">
            {[1, 2, 3, 4, 5].map((step) => (
              <label key={step} className="relative grid size-11 place-items-center rounded-md hover:bg-tint">
                <input
                  type="radio"
                  name="rating"
                  value={step}
                  checked={rating === step}
                  onChange={() => form.setValue('rating', step, { shouldValidate: true })}
                  aria-label={t('reviews.stars', { rating: step })}
                  className="absolute inset-1 appearance-none rounded-md"
                />
                <Star
                  size={24}
                  strokeWidth={1.5}
                  aria-hidden
                  className={cx(step <= rating ? 'fill-cat-2 text-cat-2' : 'text-line-strong')}
                />
              </label>
            ))}
          </div>
          <FieldError message={errors.rating?.message} />
        </fieldset>
        <Field label={t('reviews.text')} hint={t('reviews.textHint')} optional error={errors.text?.message}>
          <Textarea {...form.register('text')} />
        </Field>
      </form>
    </Dialog>
  );
}
