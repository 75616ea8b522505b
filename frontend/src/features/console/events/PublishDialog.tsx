import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { api, inTenant, isApiError, unwrap, type FieldProblem, type StaffEvent } from '@/api';
import { Button, Dialog, FormProblem, toasts } from '@/components';
import { paths } from '@/config/paths';

import { useOrganization } from '../organization';

import { useEventStep } from './queries';

/** Where each thing that is missing is given. */
function tabOf({ path }: FieldProblem): 'details' | 'programme' | 'tickets' {
  if (path.startsWith('sessions')) return 'programme';
  return path.startsWith('ticket_types') ? 'tickets' : 'details';
}

/** Asks once more; when the server finds something missing, says what, and where to give it. */
export function PublishDialog({ event, onClose }: { event: StaffEvent; onClose: () => void }) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const publish = useEventStep((tenant) =>
    unwrap(
      api.POST('/api/events/{slug_or_id}/publish/', {
        ...inTenant(tenant),
        params: { path: { slug_or_id: event.slug } },
      }),
    ),
  );
  const { title } = event;
  const missing =
    isApiError(publish.error) && publish.error.code === 'event_not_ready' ? publish.error.fields : [];
  const ready = missing.length === 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={ready ? t('events.publishTitle', { title }) : t('events.publishMissing')}
      description={ready ? t(`events.publishText.${event.visibility}`) : t('events.missingText')}
      actions={
        ready ? (
          <>
            <Button
              variant="primary"
              busy={publish.isPending && t('events.publishing')}
              onClick={() =>
                publish.mutate(undefined, {
                  onSuccess: () => {
                    toasts.show(t('events.publishDone', { title }));
                    onClose();
                  },
                })
              }
            >
              {t('events.publish')}
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
      {ready ? (
        <FormProblem error={publish.error} />
      ) : (
        <ul className="grid gap-3" role="alert">
          {missing.map((point) => (
            <li key={point.code} className="flex gap-3 text-ui">
              <CircleAlert
                size={18}
                strokeWidth={1.75}
                aria-hidden
                className="mt-px flex-none text-warning"
              />
              <span className="min-w-0 flex-1">{point.message}</span>
              <Link
                to={paths.orgEvent(org, event.slug, tabOf(point))}
                onClick={onClose}
                className="link flex-none"
              >
                {t(`events.tab.${tabOf(point)}`)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
