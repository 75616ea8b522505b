import { useTranslation } from 'react-i18next';

import { Button, Dialog } from '@/components';

import type { GateDryRun, WhenChanged } from '@/api';

interface SaveDialogProps {
  /** Of exactly what is published; none where it is not known. */
  run: GateDryRun | undefined;
  whenChanged: WhenChanged;
  isOver: boolean;
  busy: boolean;
  onPublish: () => void;
  onClose: () => void;
}

/** Says in numbers what publishing does, and asks once more. */
export function SaveDialog({ run, whenChanged, isOver, busy, onPublish, onClose }: SaveDialogProps) {
  const { t } = useTranslation('eventGate');
  const lost = run?.certificates_lost ?? 0;
  const lines = [
    run && run.people > 0 ? t('publishCount', { count: run.met, people: run.people }) : t('publishNobody'),
    run && (run.gains > 0 || run.loses > 0) && t('publishChange', { gains: run.gains, loses: run.loses }),
    lost > 0 && t(`publishLost.${whenChanged}`, { count: lost }),
    t(isOver ? 'publishOver' : 'publishBefore'),
  ].filter(Boolean);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('publishTitle')}
      actions={
        <>
          <Button
            variant={lost > 0 && whenChanged === 'revoke' ? 'danger' : 'primary'}
            busy={busy && t('publishing')}
            onClick={onPublish}
          >
            {t('publish')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <ul className="grid gap-2.5 leading-relaxed text-ink-2">
        {lines.map((line) => (
          <li key={String(line)}>{line}</li>
        ))}
      </ul>
    </Dialog>
  );
}
