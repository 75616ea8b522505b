import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, FormProblem, toasts } from '@/components';
import { formatPrice } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { usePublish, useSubmit } from './queries';

import type { Obstacle, Outline } from '@/api';

interface PublishDialogProps {
  outline: Outline;
  /** Onto the catalogue, or to those who decide about that. */
  act: 'publish' | 'submit';
  open: boolean;
  onClose: () => void;
}

/** Says what is missing, or asks once more. */
export function PublishDialog({ outline, act, open, onClose }: PublishDialogProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { course, obstacles, warnings } = outline;
  const publish = usePublish(course.slug);
  const submit = useSubmit(course.slug);
  const step = act === 'publish' ? publish : submit;
  const ready = obstacles.length === 0;
  const price = course.price ? formatPrice(course.price, locale) : t('builder.free');
  const close = () => {
    step.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      title={ready ? t(`builder.${act}Title`, { title: course.title }) : t(`builder.${act}Missing`)}
      description={ready ? t(`builder.${act}Text`, { price }) : t('builder.missingText')}
      actions={
        ready ? (
          <>
            <Button
              variant="primary"
              busy={step.isPending && t(`builder.${act}Busy`)}
              onClick={() =>
                step.mutate(undefined, {
                  onSuccess: () => {
                    toasts.show(t(`builder.${act}Done`, { title: course.title }));
                    close();
                  },
                })
              }
            >
              {t(`builder.${act}`)}
            </Button>
            <Button variant="ghost" onClick={close}>
              {t('cancel', { ns: 'common' })}
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={close}>
            {t('close', { ns: 'common' })}
          </Button>
        )
      }
    >
      <FormProblem error={step.error} />
      {!ready && <Points points={obstacles} />}
      {ready && warnings.length > 0 && (
        <>
          <h3 className="mb-3 text-ui font-semibold">{t('builder.warnings')}</h3>
          <Points points={warnings} />
        </>
      )}
    </Dialog>
  );
}

function Points({ points }: { points: readonly Obstacle[] }) {
  return (
    <ul className="grid gap-3">
      {points.map((point) => (
        <li key={point.code + point.message} className="flex gap-3 text-ui">
          <CircleAlert size={18} strokeWidth={1.75} aria-hidden className="mt-px flex-none text-warning" />
          {point.message}
        </li>
      ))}
    </ul>
  );
}
