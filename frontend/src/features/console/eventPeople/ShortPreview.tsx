import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button, Notice, Skeleton } from '@/components';

import { useOrganization } from '../organization';

import './messages';
import { shortQuery } from './queries';

import type { EventClauseKind } from '@/api';

/** How many that would be now, and who the first of them are. */
export function ShortPreview({ eventId, lacks }: { eventId: string; lacks: EventClauseKind | null }) {
  const { t } = useTranslation('eventPeople');
  const { slug: org } = useOrganization();
  const short = useQuery(shortQuery(org, eventId, lacks));
  return (
    <div role="status" className="text-ui">
      {short.isPending && <Skeleton className="h-11 w-full" />}
      {short.isError && !short.data && (
        <Notice
          tone="warning"
          action={
            <Button size="sm" onClick={() => void short.refetch()}>
              {t('tryAgain', { ns: 'common' })}
            </Button>
          }
        >
          {t('messages.shortError')}
        </Notice>
      )}
      {short.data && <Preview people={short.data.people} names={short.data.names} />}
    </div>
  );
}

function Preview({ people, names }: { people: number; names: readonly string[] }) {
  const { t } = useTranslation('eventPeople');
  if (people === 0) return <p className="text-ink-2">{t('messages.shortNobody')}</p>;
  const listed = names.join(', ');
  const more = people - names.length;
  return (
    <>
      <p className="text-sm font-[550]">{t('messages.shortCount', { count: people })}</p>
      <p className="mt-0.5 break-words text-ink-2">
        {more > 0 ? t('messages.andMore', { names: listed, count: more }) : listed}
      </p>
    </>
  );
}
