import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type StaffEvent, type StaffTicket, type StaffTicketInput } from '@/api';
import { Checkbox, Field, Input, Radio, RadioGroup, Select } from '@/components';

import { parseAmount, parseWhole, writeAmount } from '../amounts';
import { useOrganization } from '../organization';

import { FormSheet } from './FormSheet';
import { useEventStep } from './queries';
import { WhenField } from './WhenField';
import { fromWall, toWall } from './zoned';

const PER_ORDER_AT_MOST = 100;
const USUAL_PER_ORDER = 10;

interface TicketSheetProps {
  event: StaffEvent;
  ticket?: StaffTicket;
  onClose: () => void;
}

/** What one pays for a place, and of which kind it is. */
export function TicketSheet({ event, ticket, onClose }: TicketSheetProps) {
  const { t } = useTranslation('console');
  const { currency } = useOrganization();
  const zone = event.time_zone;
  const [draft, setDraft] = useState(() => ({
    name: ticket?.name ?? '',
    description: ticket?.description ?? '',
    paid: ticket ? ticket.price !== null : false,
    price: ticket?.price ? writeAmount(ticket.price.amount, ticket.price.currency) : '',
    mode: ticket?.mode ?? (event.format === 'online' ? ('online' as const) : ('in_person' as const)),
    capacity: ticket?.capacity ?? event.capacities[0]?.id ?? '',
    hidden: ticket?.is_hidden ?? false,
    saleStarts: toWall(ticket?.sale_starts_at ?? null, zone),
    saleEnds: toWall(ticket?.sale_ends_at ?? null, zone),
    least: `${ticket?.min_per_order ?? 1}`,
    most: `${ticket?.max_per_order ?? USUAL_PER_ORDER}`,
  }));
  const [tried, setTried] = useState(false);
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const price = parseAmount(draft.price, currency);
  const least = parseWhole(draft.least, 1, PER_ORDER_AT_MOST);
  const most = parseWhole(draft.most, 1, PER_ORDER_AT_MOST);
  const nameMissing = draft.name.trim() === '';
  const priceWrong = draft.paid && !price;
  const limitsWrong = typeof least !== 'number' || typeof most !== 'number' || least > most;
  const saleWrong = draft.saleStarts !== '' && draft.saleEnds !== '' && draft.saleEnds <= draft.saleStarts;
  const save = useEventStep((org, body: StaffTicketInput) =>
    ticket
      ? unwrap(
          api.PATCH('/api/events/{event_id}/ticket-types/{ticket_type_id}/', {
            ...inTenant(org),
            params: { path: { event_id: event.id, ticket_type_id: ticket.id } },
            body,
          }),
        )
      : unwrap(
          api.POST('/api/events/{event_id}/ticket-types/', {
            ...inTenant(org),
            params: { path: { event_id: event.id } },
            body,
          }),
        ),
  );
  const submit = () => {
    setTried(true);
    if (nameMissing || priceWrong || limitsWrong || saleWrong) return;
    save.mutate(
      {
        name: draft.name.trim(),
        description: draft.description.trim(),
        price: draft.paid && price ? { amount: price, currency } : null,
        mode: draft.mode,
        capacity: draft.capacity,
        is_hidden: draft.hidden,
        sale_starts_at: fromWall(draft.saleStarts, zone),
        sale_ends_at: fromWall(draft.saleEnds, zone),
        min_per_order: least,
        max_per_order: most,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <FormSheet
      title={t(ticket ? 'events.editTicket' : 'events.addTicket')}
      action={t(ticket ? 'details.save' : 'events.addTicket')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t('events.name')}
        hint={t('events.ticketNameHint')}
        error={tried && nameMissing ? t('events.nameMissing') : undefined}
      >
        <Input maxLength={80} value={draft.name} onChange={({ target }) => change({ name: target.value })} />
      </Field>
      <Field label={t('events.ticketText')} optional>
        <Input
          maxLength={300}
          value={draft.description}
          onChange={({ target }) => change({ description: target.value })}
        />
      </Field>
      <RadioGroup legend={t('details.priceTitle')}>
        <Radio
          name="paid"
          label={t('details.freeCourse')}
          checked={!draft.paid}
          onChange={() => change({ paid: false })}
        />
        <Radio
          name="paid"
          label={t('details.paid')}
          checked={draft.paid}
          onChange={() => change({ paid: true })}
        />
      </RadioGroup>
      {draft.paid && (
        <Field
          label={t('details.price', { currency })}
          hint={ticket ? t('events.priceHint') : undefined}
          error={tried && priceWrong ? t('details.priceWrong') : undefined}
        >
          <Input
            inputMode="decimal"
            value={draft.price}
            onChange={({ target }) => change({ price: target.value })}
          />
        </Field>
      )}
      {event.format === 'hybrid' && (
        <RadioGroup legend={t('events.mode')}>
          {(['in_person', 'online'] as const).map((mode) => (
            <Radio
              key={mode}
              name="mode"
              label={t(`events.modeOf.${mode}`)}
              checked={draft.mode === mode}
              onChange={() => change({ mode })}
            />
          ))}
        </RadioGroup>
      )}
      <Field label={t('events.takesFrom')}>
        <Select value={draft.capacity} onChange={({ target }) => change({ capacity: target.value })}>
          {event.capacities.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <WhenField
        label={t('events.saleStarts')}
        optional
        hint={t('events.inZone', { zone })}
        value={draft.saleStarts}
        onChange={(saleStarts) => change({ saleStarts })}
      />
      <WhenField
        label={t('events.saleEnds')}
        optional
        value={draft.saleEnds}
        onChange={(saleEnds) => change({ saleEnds })}
        error={tried && saleWrong ? t('events.endsWrong') : undefined}
      />
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('events.least')} error={tried && limitsWrong ? t('events.limitsWrong') : undefined}>
          <Input
            inputMode="numeric"
            value={draft.least}
            onChange={({ target }) => change({ least: target.value })}
          />
        </Field>
        <Field label={t('events.most')}>
          <Input
            inputMode="numeric"
            value={draft.most}
            onChange={({ target }) => change({ most: target.value })}
          />
        </Field>
      </div>
      <Checkbox
        label={t('events.hide')}
        hint={t('events.hideHint')}
        checked={draft.hidden}
        onChange={({ target }) => change({ hidden: target.checked })}
      />
    </FormSheet>
  );
}
