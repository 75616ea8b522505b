import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button, EmptyState } from '@/components';

import { useEvent } from '../events/EventFrame';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';

import { MessageRow } from './MessageRow';
import './messages';
import { messagesQuery } from './queries';
import { LACKS } from './Recipients';
import { WriteSheet } from './WriteSheet';

const SHORT = 'short';

/** What was written to those who registered, how far it came, and writing more. */
export function MessagesPage() {
  const { t } = useTranslation('eventPeople');
  const { slug: org } = useOrganization();
  const { event } = useEvent();
  const [writing, setWriting] = useState(false);
  // From elsewhere one comes here to write to those who are not yet eligible.
  const [query, setQuery] = useSearchParams();
  const short = query.get(SHORT);
  const open = writing || short !== null;
  const close = () => {
    setWriting(false);
    if (short !== null) setQuery({}, { replace: true });
  };
  const list = useInfiniteQuery(messagesQuery(org, event.id));
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const write = (
    <Button variant="primary" data-shortcut="n" onClick={() => setWriting(true)}>
      {t('messages.write')}
    </Button>
  );
  return (
    <>
      {rows.length > 0 && (
        <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
          <p className="max-w-[62ch] text-ui leading-relaxed text-ink-2">{t('messages.lede')}</p>
          {write}
        </div>
      )}
      <div className="mt-5">
        <PagedList
          list={list}
          count={rows.length}
          errorTitle={t('messages.errorTitle')}
          empty={
            <EmptyState title={t('messages.noneTitle')} action={write}>
              {t('messages.noneText')}
            </EmptyState>
          }
        >
          <ul className="border-t border-line">
            {rows.map((row) => (
              <MessageRow key={row.id} message={row} event={event} />
            ))}
          </ul>
        </PagedList>
      </div>
      {open && (
        <WriteSheet
          event={event}
          to={
            short === null ? undefined : { kind: 'short', lacks: LACKS.find((one) => one === short) ?? null }
          }
          onSent={close}
          onClose={close}
        />
      )}
    </>
  );
}
