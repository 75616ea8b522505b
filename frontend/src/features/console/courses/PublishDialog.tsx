import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, FormProblem, toasts } from '@/components';
import { formatPrice } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { usePublish } from './queries';

import type { Outline } from '@/api';

interface PublishDialogProps {
  outline: Outline;
  open: boolean;
  onClose: () => void;
}

/** Says what is missing, or asks once more. */
export function PublishDialog({ outline, open, onClose }: PublishDialogProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { course, obstacles } = outline;
  const publish = usePublish(course.slug);
  const ready = obstacles.length === 0;
  const price = course.price ? formatPrice(course.price, locale) : t('builder.free');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) {
          publish.reset();
          onClose();
        }
      }}
      title={ready ? t('builder.publishTitle', { title: course.title }) : t('builder.missingTitle')}
      description={ready ? t('builder.publishText', { price }) : t('builder.missingText')}
      actions={
        ready ? (
          <>
            <Button
              variant="primary"
              busy={publish.isPending && t('builder.publishing')}
              onClick={() =>
                publish.mutate(undefined, {
                  onSuccess: () => {
                    toasts.show(t('builder.published', { title: course.title }));
                    onClose();
                  },
                })
              }
            >
              {t('builder.publish')}
            </Button>
            <Button variant="ghost" onClick={onClose}>
              {t('cancel', { ns: 'common' })}
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={onClose}>
            {t('close', { ns: 'common' })}
          </Button>
        )
      }
    >
      <FormProblem error={publish.error} />
      {!ready && (
        <ul className="grid gap-3">
          {obstacles.map((obstacle) => (
            <li key={obstacle.code + obstacle.message} className="flex gap-3 text-ui">
              <CircleAlert
                size={18}
                strokeWidth={1.75}
                aria-hidden
                className="mt-px flex-none text-warning"
              />
              {obstacle.message}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
