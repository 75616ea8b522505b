import { useTranslation } from 'react-i18next';

import { Button, Dialog, FormProblem, toasts } from '@/components';

import '../messages';
import { useWithdraw } from '../queries';

import type { BoughtCourse } from '@/api';

/** Says what leaving a course takes away, what stays, and that no money goes back, before it does it. */
export function LeaveDialog({ item, onClose }: { item: BoughtCourse; onClose: () => void }) {
  const { t } = useTranslation('learning');
  const withdraw = useWithdraw();
  const { title, price } = item.course;
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('leave.title', { title })}
      description={t('leave.goes')}
      actions={
        <>
          <Button
            variant="danger"
            busy={withdraw.isPending && t('leave.leaving')}
            onClick={() =>
              withdraw.mutate(item.enrollment.id, {
                onSuccess: () => {
                  toasts.show(t('leave.done', { title }));
                  onClose();
                },
              })
            }
          >
            {t('leave.action')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('leave.stay')}
          </Button>
        </>
      }
    >
      <FormProblem error={withdraw.error} className="mb-4" />
      <ul className="grid list-disc gap-2.5 ps-5 leading-relaxed text-ink-2">
        <li>{t('leave.stays', { done: item.lessons_done, total: item.lessons_total })}</li>
        <li>{t(backCosts(item))}</li>
        {price && item.may_rejoin && (
          <li>{t('leave.money', { organization: item.course.organization.name })}</li>
        )}
      </ul>
    </Dialog>
  );
}

function backCosts({ course, may_rejoin: free }: BoughtCourse) {
  if (free) return course.price ? 'leave.backPaid' : 'leave.backFree';
  return course.status === 'published' ? 'leave.backBuy' : 'leave.backNever';
}
