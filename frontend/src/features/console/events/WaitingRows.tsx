import { ArrowUpToLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Avatar, Button, Status, Table, Td, Th, Tr } from '@/components';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { WAITING_TONE } from './status';
import { clockIn, dayIn } from './zoned';

import type { StaffEvent, StaffWaiting } from '@/api';

interface RowsProps {
  rows: readonly StaffWaiting[];
  event: StaffEvent;
  /** Absent where nothing can be changed any more. */
  onMove?: ((entry: StaffWaiting) => void) | undefined;
}

/** A table on a desk; on a phone each person takes a few lines. */
export function WaitingRows({ rows, event, onMove }: RowsProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const now = new Date();
  const wanted = (row: StaffWaiting) =>
    row.ticket_types.flatMap((id) => event.tickets.find((one) => one.id === id)?.name ?? []).join(', ');
  return (
    <>
      <div className="max-wide:hidden">
        <Table>
          <thead>
            <Tr>
              <Th numeric>{t('events.waitingHead')}</Th>
              <Th>{t('events.personHead')}</Th>
              <Th>{t('events.waitingFor')}</Th>
              <Th numeric>{t('events.waitingPlaces')}</Th>
              <Th numeric>{t('events.waitingSince')}</Th>
              <Th>{t('events.status')}</Th>
              <Th>
                <span className="sr-only">{t('events.waitingFront')}</span>
              </Th>
            </Tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.id}>
                <Td numeric>{row.position ?? '–'}</Td>
                <Td>
                  <div className="flex min-w-0 items-center gap-3.5 py-1">
                    <Avatar name={row.name} url={null} />
                    <span className="min-w-0">
                      <b className="block truncate font-[550]">{row.name}</b>
                      <small className="block truncate text-xs text-ink-3">{row.email}</small>
                      <Moved row={row} />
                    </span>
                  </div>
                </Td>
                <Td>{wanted(row)}</Td>
                <Td numeric>{row.quantity}</Td>
                <Td numeric>{formatDay(row.joined_at, locale, now)}</Td>
                <Td>
                  <State row={row} event={event} />
                </Td>
                <Td className="!pe-0 text-end">
                  <Front row={row} onMove={onMove} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ol className="border-t border-line wide:hidden">
        {rows.map((row) => (
          <li key={row.id} className="border-b border-line py-3">
            <p className="flex justify-between gap-4">
              <b className="num min-w-0 truncate font-[550]">
                {row.position !== null && `${String(row.position)}. `}
                {row.name}
              </b>
              <State row={row} event={event} />
            </p>
            <p className="truncate text-sm text-ink-3">{row.email}</p>
            <p className="num flex justify-between gap-4 text-sm text-ink-3">
              <span className="min-w-0">
                {row.quantity} × {wanted(row)}
              </span>
              <span className="flex-none">{formatDay(row.joined_at, locale, now)}</span>
            </p>
            <Moved row={row} />
            <Front row={row} onMove={onMove} />
          </li>
        ))}
      </ol>
    </>
  );
}

function State({ row, event }: { row: StaffWaiting; event: StaffEvent }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { offer, status } = row;
  return (
    <span className="flex-none">
      <Status tone={WAITING_TONE[status]}>{t(`events.waitingOf.${status}`)}</Status>
      {offer && (
        <small className="num block text-xs text-ink-3">
          {offer.ticket_type.name},{' '}
          {t('events.waitingUntil', {
            when: `${dayIn(offer.expires_at, event.time_zone, locale)}, ${clockIn(offer.expires_at, event.time_zone, locale)}`,
          })}
        </small>
      )}
    </span>
  );
}

function Moved({ row }: { row: StaffWaiting }) {
  const { t } = useTranslation('console');
  if (!row.moved_reason) return null;
  return (
    <small className="block text-xs text-ink-2">
      {t('events.waitingMoved', { reason: row.moved_reason })}
    </small>
  );
}

function Front({ row, onMove }: { row: StaffWaiting } & Pick<RowsProps, 'onMove'>) {
  const { t } = useTranslation('console');
  if (!onMove || row.status !== 'waiting' || row.position === 1) return null;
  return (
    <Button
      size="sm"
      aria-label={`${t('events.waitingFront')}: ${row.name}`}
      className="max-wide:mt-2"
      onClick={() => onMove(row)}
    >
      <ArrowUpToLine size={15} strokeWidth={1.75} aria-hidden />
      {t('events.waitingFront')}
    </Button>
  );
}
