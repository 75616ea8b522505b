import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  Dialog,
  ErrorState,
  FormProblem,
  LoadMore,
  Loading,
  Radio,
  Skeleton,
  toasts,
} from '@/components';

import { registrationsQuery } from '../events/queries';
import { useIntegrationStep } from '../integrations/queries';
import { useOrganization } from '../organization';
import { SearchField } from '../SearchField';

import { decide } from './queries';

import type { ReconciliationItem } from '@/api';

const HOLDS_PLACE = ['confirmed', 'attended', 'absent'];

interface AssignDialogProps {
  item: ReconciliationItem;
  name: string;
  onClose: () => void;
}

/** Says who a participant is: one of those who hold a place in the event. */
export function AssignDialog({ item, name, onClose }: AssignDialogProps) {
  const { t } = useTranslation('integrations');
  const formId = useId();
  const { slug: org } = useOrganization();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState('');
  const [tried, setTried] = useState(false);
  const list = useInfiniteQuery({
    ...registrationsQuery(org, item.event.id, search ? { search } : {}),
    placeholderData: keepPreviousData,
  });
  const people = (list.data?.pages.flatMap((page) => page.results) ?? []).filter(({ status }) =>
    HOLDS_PLACE.includes(status),
  );
  const person = people.find(({ id }) => id === chosen);
  const assign = useIntegrationStep((one, registration: string) => decide(one, item.id, registration));
  const submit = () => {
    setTried(true);
    if (!person) return;
    assign.mutate(person.id, {
      onSuccess: () => {
        toasts.show(t('people.matched', { name: person.name }));
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('people.assignTitle', { name })}
      description={t('people.assignText')}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={assign.isPending && t('busy')}>
            {t('people.match')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <SearchField label={t('people.search')} value={search} onChange={setSearch} />
      <form
        id={formId}
        noValidate
        className="mt-4"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          submit();
        }}
      >
        <FormProblem error={assign.error} />
        {list.isPending && (
          <Loading>
            <Skeleton className="h-40 w-full" />
          </Loading>
        )}
        {list.isError && !list.data && <ErrorState error={list.error} retry={() => void list.refetch()} />}
        {list.isSuccess && people.length === 0 && <p className="text-ui text-ink-3">{t('people.nobody')}</p>}
        <fieldset
          aria-busy={list.isPlaceholderData}
          {...(tried && !person && { 'aria-describedby': `${formId}-error` })}
        >
          <legend className="sr-only">{t('people.choose')}</legend>
          {people.map(({ id, name: theirs, email }) => (
            <Radio
              key={id}
              name={formId}
              value={id}
              checked={id === chosen}
              onChange={() => setChosen(id)}
              label={theirs}
              hint={email}
              className="border-b border-line"
            />
          ))}
        </fieldset>
        {tried && !person && (
          <p id={`${formId}-error`} role="alert" className="mt-3 text-sm text-danger">
            {t('people.chooseFirst')}
          </p>
        )}
        <LoadMore
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onLoad={() => void list.fetchNextPage()}
        />
      </form>
    </Dialog>
  );
}
