import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  api,
  expectOk,
  inTenant,
  unwrap,
  type StaffCapacity,
  type StaffEventQuestion,
  type StaffTicket,
} from '@/api';
import { Button, Section } from '@/components';

import { ActDialog } from './ActDialog';
import { CapacitySheet } from './CapacitySheet';
import { useEvent } from './EventFrame';
import { QuestionSheet } from './QuestionSheet';
import { CapacityRow, QuestionRow, TicketRow } from './TicketRows';
import { TicketSheet } from './TicketSheet';

type Open =
  | { what: 'capacity'; one?: StaffCapacity }
  | { what: 'ticket'; one?: StaffTicket }
  | { what: 'question'; one?: StaffEventQuestion }
  | { what: 'dropCapacity'; one: StaffCapacity }
  | { what: 'closeTicket'; one: StaffTicket }
  | { what: 'retire'; one: StaffEventQuestion }
  | null;

/** Places, the tickets that take them, and what is asked of those who register. */
export function TicketsPage() {
  const { t } = useTranslation('console');
  const { event, locked } = useEvent();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const asked = event.questions.filter((question) => question.retired_at === null);
  const sizes = new Map(event.capacities.map((capacity) => [capacity.id, capacity.name]));
  return (
    <div className="max-w-[860px]">
      <Section title={t('events.capacities')} lede={t('events.capacitiesLede')}>
        {event.capacities.length === 0 && <p className="text-ui text-ink-3">{t('events.noCapacities')}</p>}
        <ul className="border-line not-empty:border-t">
          {event.capacities.map((one) => (
            <CapacityRow
              key={one.id}
              capacity={one}
              locked={locked}
              onEdit={() => setOpen({ what: 'capacity', one })}
              onDrop={() => setOpen({ what: 'dropCapacity', one })}
            />
          ))}
        </ul>
        {!locked && (
          <Button className="mt-4" onClick={() => setOpen({ what: 'capacity' })}>
            <Plus size={17} strokeWidth={1.75} aria-hidden />
            {t('events.addCapacity')}
          </Button>
        )}
      </Section>
      <Section title={t('events.tickets')} lede={t('events.ticketsLede')}>
        {event.tickets.length === 0 && <p className="text-ui text-ink-3">{t('events.noTickets')}</p>}
        <ul className="border-line not-empty:border-t">
          {event.tickets.map((one) => (
            <TicketRow
              key={one.id}
              ticket={one}
              zone={event.time_zone}
              capacity={sizes.get(one.capacity) ?? ''}
              locked={locked}
              onEdit={() => setOpen({ what: 'ticket', one })}
              onDrop={() => setOpen({ what: 'closeTicket', one })}
            />
          ))}
        </ul>
        {!locked &&
          (event.capacities.length > 0 ? (
            <Button className="mt-4" onClick={() => setOpen({ what: 'ticket' })}>
              <Plus size={17} strokeWidth={1.75} aria-hidden />
              {t('events.addTicket')}
            </Button>
          ) : (
            <p className="mt-3 text-sm text-ink-3">{t('events.capacityFirst')}</p>
          ))}
      </Section>
      <Section title={t('events.questions')} lede={t('events.questionsLede')}>
        {asked.length === 0 && <p className="text-ui text-ink-3">{t('events.noQuestions')}</p>}
        <ul className="border-line not-empty:border-t">
          {asked.map((one) => (
            <QuestionRow
              key={one.id}
              question={one}
              tickets={event.tickets}
              locked={locked}
              onEdit={() => setOpen({ what: 'question', one })}
              onDrop={() => setOpen({ what: 'retire', one })}
            />
          ))}
        </ul>
        {!locked && (
          <Button className="mt-4" onClick={() => setOpen({ what: 'question' })}>
            <Plus size={17} strokeWidth={1.75} aria-hidden />
            {t('events.addQuestion')}
          </Button>
        )}
      </Section>
      {open?.what === 'capacity' && (
        <CapacitySheet event={event} {...(open.one && { capacity: open.one })} onClose={close} />
      )}
      {open?.what === 'ticket' && (
        <TicketSheet event={event} {...(open.one && { ticket: open.one })} onClose={close} />
      )}
      {open?.what === 'question' && (
        <QuestionSheet event={event} {...(open.one && { question: open.one })} onClose={close} />
      )}
      {open?.what === 'dropCapacity' && (
        <ActDialog
          title={t('events.dropCapacityTitle', { name: open.one.name })}
          text={t('events.dropCapacityText')}
          action={t('events.dropCapacity')}
          done={t('events.dropCapacityDone', { name: open.one.name })}
          run={(org) =>
            expectOk(
              api.DELETE('/api/events/{event_id}/capacities/{capacity_id}/', {
                ...inTenant(org),
                params: { path: { event_id: event.id, capacity_id: open.one.id } },
              }),
            )
          }
          onClose={close}
        />
      )}
      {open?.what === 'closeTicket' && (
        <ActDialog
          title={t('events.closeTicketTitle', { name: open.one.name })}
          text={t('events.closeTicketText')}
          action={t('events.closeTicket')}
          done={t('events.closeTicketDone', { name: open.one.name })}
          run={(org) =>
            unwrap(
              api.DELETE('/api/events/{event_id}/ticket-types/{ticket_type_id}/', {
                ...inTenant(org),
                params: { path: { event_id: event.id, ticket_type_id: open.one.id } },
              }),
            )
          }
          onClose={close}
        />
      )}
      {open?.what === 'retire' && (
        <ActDialog
          title={t('events.retireTitle')}
          text={t('events.retireText', { prompt: open.one.prompt })}
          action={t('events.retire')}
          done={t('events.retireDone')}
          run={(org) =>
            expectOk(
              api.DELETE('/api/events/{event_id}/questions/{question_id}/', {
                ...inTenant(org),
                params: { path: { event_id: event.id, question_id: open.one.id } },
              }),
            )
          }
          onClose={close}
        />
      )}
    </div>
  );
}
