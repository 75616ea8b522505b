import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Badge, IconButton, Menu, MenuItem, PriceText, Progress } from '@/components';
import { useLocale } from '@/lib/i18n';

import { clockIn, dayIn } from './zoned';

import type { StaffCapacity, StaffEventQuestion, StaffTicket } from '@/api';
import type { ReactNode } from 'react';

interface RowProps {
  locked: boolean;
  onEdit: () => void;
  onDrop: () => void;
}

interface LineProps extends RowProps {
  name: string;
  badge?: ReactNode;
  text: ReactNode;
  end?: ReactNode;
  edit: string;
  drop: string;
}

function Line({ name, badge, text, end, edit, drop, locked, onEdit, onDrop }: LineProps) {
  const { t } = useTranslation('console');
  return (
    <li className="flex items-start gap-4 border-b border-line py-3">
      <div className="min-w-0 flex-1 pt-1.5">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <b className="font-[550]">{name}</b>
          {badge}
        </p>
        <div className="num mt-0.5 text-sm text-ink-3">{text}</div>
      </div>
      {end && <span className="num pt-1.5 font-semibold">{end}</span>}
      {!locked && (
        <Menu
          trigger={
            <IconButton label={t('events.rowMore', { name })}>
              <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
            </IconButton>
          }
        >
          <MenuItem onSelect={onEdit}>
            <Pencil size={17} strokeWidth={1.75} aria-hidden />
            {edit}
          </MenuItem>
          <MenuItem tone="danger" onSelect={onDrop}>
            <Trash2 size={17} strokeWidth={1.75} aria-hidden />
            {drop}
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}

export function CapacityRow({ capacity, ...row }: RowProps & { capacity: StaffCapacity }) {
  const { t } = useTranslation('console');
  const { name, size, taken } = capacity;
  return (
    <Line
      {...row}
      name={name}
      edit={t('events.editCapacity')}
      drop={t('events.dropCapacity')}
      text={
        <>
          {size === null
            ? t('events.takenOpen', { count: taken })
            : t('events.takenOf', { count: taken, size })}
          {size !== null && size > 0 && (
            <Progress
              percent={(taken * 100) / size}
              label={t('events.takenLabel', { name })}
              className="mt-2 max-w-64 !h-[5px]"
            />
          )}
        </>
      }
    />
  );
}

interface TicketRowProps extends RowProps {
  ticket: StaffTicket;
  zone: string;
  capacity: string;
}

export function TicketRow({ ticket, zone, capacity, locked, ...row }: TicketRowProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const at = (moment: string) => `${dayIn(moment, zone, locale)}, ${clockIn(moment, zone, locale)}`;
  const parts = [
    t(`events.modeOf.${ticket.mode}`),
    capacity,
    ticket.sale_starts_at && t('events.saleFrom', { when: at(ticket.sale_starts_at) }),
    ticket.sale_ends_at && t('events.saleUntil', { when: at(ticket.sale_ends_at) }),
    t('events.perOrder', { least: ticket.min_per_order, most: ticket.max_per_order }),
  ];
  return (
    <Line
      {...row}
      locked={locked || ticket.closed_at !== null}
      name={ticket.name}
      badge={
        ticket.closed_at ? (
          <Badge>{t('events.closed')}</Badge>
        ) : (
          ticket.is_hidden && <Badge tone="info">{t('events.hidden')}</Badge>
        )
      }
      edit={t('events.editTicket')}
      drop={t('events.closeTicket')}
      text={parts.filter(Boolean).join(' · ')}
      end={<PriceText price={ticket.price} />}
    />
  );
}

interface QuestionRowProps extends RowProps {
  question: StaffEventQuestion;
  tickets: readonly StaffTicket[];
}

export function QuestionRow({ question, tickets, ...row }: QuestionRowProps) {
  const { t } = useTranslation('console');
  const names = tickets.filter(({ id }) => question.ticket_type_ids.includes(id)).map(({ name }) => name);
  const parts = [
    t(`events.questionKind.${question.kind}`),
    question.choices.map(({ text }) => text).join(', '),
    names.length > 0 ? t('events.onlyFor', { names: names.join(', ') }) : t('events.forAll'),
  ];
  return (
    <Line
      {...row}
      name={question.prompt}
      badge={!question.is_required && <Badge>{t('events.mayStayEmpty')}</Badge>}
      edit={t('events.editQuestion')}
      drop={t('events.retire')}
      text={parts.filter(Boolean).join(' · ')}
    />
  );
}
