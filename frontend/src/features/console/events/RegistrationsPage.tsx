import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';

import { Button, ButtonLink, Chip, EmptyState, Select } from '@/components';
import { paths } from '@/config/paths';
import { useNow } from '@/lib/useNow';

import { PlacesSummary } from '../eventOverview/PlacesSummary';
import { figuresQuery } from '../eventOverview/queries';
import { ExportPeople } from '../eventPeople/ExportPeople';
import { ImportDialog } from '../eventPeople/ImportDialog';
import '../eventPeople/messages';
import { SelectionBar } from '../eventPeople/SelectionBar';
import { TransferPerson } from '../eventPeople/TransferPerson';
import { WriteSheet } from '../eventPeople/WriteSheet';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';
import { SearchField } from '../SearchField';

import { ChipCount } from './ChipCount';
import { useEvent } from './EventFrame';
import { isMovable, type PersonAct } from './people';
import { PersonActDialog } from './PersonActDialog';
import { PersonSheet } from './PersonSheet';
import { registrationsQuery, type PeopleFilter } from './queries';
import { RegistrationRows } from './RegistrationRows';
import { REGISTRATION_STATES } from './status';

import type { StaffRegistration, StaffRegistrationStatus } from '@/api';

/** Who is coming. Filters, search and the open person live in the address. */
export function RegistrationsPage() {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const { event } = useEvent();
  const [params, setParams] = useSearchParams();
  const state = REGISTRATION_STATES.find((one) => one === params.get('status'));
  const ticket = event.tickets.find((one) => one.id === params.get('ticket'));
  const search = params.get('search') ?? '';
  const filter: PeopleFilter = {
    ...(state && { status: state }),
    ...(ticket && { ticket_type: ticket.id }),
    ...(search && { search }),
  };
  const list = useInfiniteQuery({
    ...registrationsQuery(org, event.id, filter),
    placeholderData: keepPreviousData,
  });
  const { data: figures } = useQuery(figuresQuery(org, event.id));
  // Of the ticket that is chosen. How many a search finds in each state, nobody has counted.
  const countOf = (status?: StaffRegistrationStatus) =>
    figures && !search
      ? figures.people
          .filter((one) => (!status || one.status === status) && (!ticket || one.ticket_type === ticket.id))
          .reduce((sum, one) => sum + one.count, 0)
      : undefined;
  const navigate = useNavigate();
  const now = useNow(60_000);
  const [chosen, setChosen] = useState<ReadonlyMap<string, StaffRegistration>>(new Map());
  const [doing, setDoing] = useState<'import' | 'write' | null>(null);
  const [acting, setActing] = useState<{ act: PersonAct; person: StaffRegistration } | null>(null);
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const open = rows.find((row) => row.id === params.get('person'));
  const filtered = Boolean(state ?? ticket ?? search);
  const nothing = list.isSuccess && rows.length === 0 && !filtered;
  const set = (key: 'status' | 'ticket' | 'search' | 'person', value: string | null, replace = true) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace },
    );
  const takesFile = event.status === 'published' && event.ends_at !== null && Date.parse(event.ends_at) > now;
  const choose = (people: readonly StaffRegistration[], on: boolean) =>
    setChosen((before) => {
      const next = new Map(before);
      for (const person of people) {
        if (on) next.set(person.id, person);
        else next.delete(person.id);
      }
      return next;
    });
  const importButton = takesFile && (
    <Button size="sm" onClick={() => setDoing('import')}>
      <Upload size={16} strokeWidth={1.75} aria-hidden />
      {t('import.button', { ns: 'eventPeople' })}
    </Button>
  );
  const onAct = (act: PersonAct, person: StaffRegistration) => setActing({ act, person });
  return (
    <>
      {!nothing && <PlacesSummary event={event} about="registered" />}
      {!nothing && (
        <div className="mt-4 flex flex-wrap items-center gap-3.5">
          <SearchField
            label={t('events.searchPeople')}
            value={search}
            onChange={(value) => set('search', value)}
          />
          {event.tickets.length > 1 && (
            <label className="max-wide:w-full">
              <span className="sr-only">{t('events.ticket')}</span>
              <Select
                value={ticket?.id ?? ''}
                onChange={({ target }) => set('ticket', target.value)}
                className="wide:!h-9 wide:!w-[190px]"
              >
                <option value="">{t('events.allTickets')}</option>
                {event.tickets.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            </label>
          )}
          <div
            role="group"
            aria-label={t('events.filterPeople')}
            className="no-scrollbar -mx-5 flex gap-2 overflow-x-auto px-5 py-1 wide:mx-0 wide:px-0"
          >
            <Chip active={!state} aria-pressed={!state} onClick={() => set('status', null)}>
              {t('events.everyone')}
              <ChipCount count={countOf()} />
            </Chip>
            {REGISTRATION_STATES.map((one) => (
              <Chip
                key={one}
                active={state === one}
                aria-pressed={state === one}
                onClick={() => set('status', one)}
              >
                {t(`events.person.${one}`)}
                <ChipCount count={countOf(one)} />
              </Chip>
            ))}
          </div>
          <div className="flex flex-wrap items-center gap-2.5">
            {importButton}
            <ExportPeople event={event} filter={filter} />
          </div>
        </div>
      )}
      <div className="mt-4" aria-busy={list.isPlaceholderData}>
        <PagedList
          list={list}
          count={rows.length}
          errorTitle={t('events.peopleErrorTitle')}
          empty={
            filtered ? (
              <EmptyState
                title={t('events.nobodyTitle')}
                action={
                  <Button onClick={() => setParams({}, { replace: true })}>{t('events.showEveryone')}</Button>
                }
              >
                {t('events.nobodyText')}
              </EmptyState>
            ) : (
              <EmptyState
                title={t('events.noPeopleTitle')}
                action={
                  event.status === 'published' && (
                    <>
                      <ButtonLink to={paths.event(event.slug)} size="sm">
                        {t('events.view')}
                      </ButtonLink>
                      {importButton}
                    </>
                  )
                }
              >
                {t(event.status === 'draft' ? 'events.noPeopleDraft' : 'events.noPeopleText')}
              </EmptyState>
            )
          }
        >
          <RegistrationRows
            rows={rows}
            movable={isMovable(event, now)}
            chosen={chosen}
            onChoose={choose}
            onOpen={(person) => set('person', person.id, false)}
            onAct={onAct}
          />
        </PagedList>
      </div>
      {open && !acting && (
        <PersonSheet
          person={open}
          event={event}
          onAct={(act) => onAct(act, open)}
          onClose={() => set('person', null)}
        />
      )}
      {chosen.size > 0 && (
        <SelectionBar
          count={chosen.size}
          onWrite={() => setDoing('write')}
          onClear={() => setChosen(new Map())}
        />
      )}
      {doing === 'write' && (
        <WriteSheet
          event={event}
          people={[...chosen.values()]}
          onSent={() => void navigate(paths.orgEvent(org, event.slug, 'messages'))}
          onClose={() => setDoing(null)}
        />
      )}
      {doing === 'import' && <ImportDialog event={event} onClose={() => setDoing(null)} />}
      {acting?.act === 'reassign' && (
        <TransferPerson person={acting.person} onClose={() => setActing(null)} />
      )}
      {acting && acting.act !== 'reassign' && (
        <PersonActDialog act={acting.act} person={acting.person} onClose={() => setActing(null)} />
      )}
    </>
  );
}
