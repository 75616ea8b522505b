import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, toasts } from '@/components';
import { formatDuration } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { clockIn, dayIn } from '../events/zoned';
import { useIntegrationStep } from '../integrations/queries';

import { AssignDialog } from './AssignDialog';
import { decide, undo } from './queries';

import type { ReconciliationItem } from '@/api';

interface ItemRowProps {
  item: ReconciliationItem;
  /** Times are shown on the clocks of this zone. */
  zone: string;
  /** Among several events the row says in which. */
  withEvent?: boolean;
}

/** Somebody in a meeting whom nobody knows: what Zoom told of them, and what is decided. */
export function ItemRow({ item, zone, withEvent = false }: ItemRowProps) {
  const { t } = useTranslation('integrations');
  const locale = useLocale();
  const [assigning, setAssigning] = useState(false);
  const name = item.name || item.email || t('people.nameless');
  const from = `${dayIn(item.first_seen_at, zone, locale)}, ${clockIn(item.first_seen_at, zone, locale)}`;
  const ignore = useIntegrationStep((org) => decide(org, item.id, null));
  const takeBack = useIntegrationStep((org) => undo(org, item.id));
  const failed = ignore.error ?? takeBack.error;
  return (
    <li className="grid grid-cols-[34px_1fr] items-center gap-x-3.5 gap-y-2.5 border-b border-line py-3 wide:grid-cols-[34px_1fr_auto]">
      <span
        aria-hidden
        className="grid size-[34px] place-items-center rounded-full bg-tint text-primary-text"
      >
        <CircleHelp size={17} strokeWidth={1.75} />
      </span>
      <div className="min-w-0">
        <p className="truncate text-ui font-[550]">{name}</p>
        <p className="num text-sm text-ink-3">
          {withEvent && <>{item.event.title} · </>}
          {item.last_seen_at
            ? t('people.seen', { from, until: clockIn(item.last_seen_at, zone, locale) })
            : t('people.seenOpen', { from })}
          {' · '}
          {t('people.joined', { count: item.joins, length: formatDuration(item.seconds) })}
          {item.name && item.email && <> · {item.email}</>}
        </p>
        {item.status !== 'open' && (
          <p className="mt-0.5 text-sm text-ink-2">
            {item.registration
              ? `${t('people.is', { name: item.registration.name })} (${item.registration.email})`
              : t('people.notCounted')}
            {item.decided_by && ` · ${t('people.decidedBy', { name: item.decided_by })}`}
          </p>
        )}
        {failed && (
          <p role="alert" className="mt-1 text-sm text-danger">
            {failed.message}
          </p>
        )}
      </div>
      <div className="flex gap-2 max-wide:col-start-2">
        {item.status === 'open' ? (
          <>
            <Button
              size="sm"
              aria-label={t('people.ignoreOf', { name })}
              busy={ignore.isPending && t('busy')}
              onClick={() =>
                ignore.mutate(undefined, { onSuccess: () => toasts.show(t('people.ignored', { name })) })
              }
            >
              {t('people.ignore')}
            </Button>
            <Button
              size="sm"
              variant="primary"
              aria-label={t('people.matchOf', { name })}
              onClick={() => setAssigning(true)}
            >
              {t('people.match')}
            </Button>
          </>
        ) : (
          <Button
            size="sm"
            aria-label={t('people.undoOf', { name })}
            busy={takeBack.isPending && t('busy')}
            onClick={() =>
              takeBack.mutate(undefined, { onSuccess: () => toasts.show(t('people.undone', { name })) })
            }
          >
            {t('people.undo')}
          </Button>
        )}
      </div>
      {assigning && <AssignDialog item={item} name={name} onClose={() => setAssigning(false)} />}
    </li>
  );
}
