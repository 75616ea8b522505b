import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Avatar, IconButton, Menu, MenuItem, PriceText, Status, Table, Td, Th, Tr } from '@/components';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { actsOn, type PersonAct } from './people';
import { REGISTRATION_TONE } from './status';

import type { StaffRegistration } from '@/api';

interface RowsProps {
  rows: readonly StaffRegistration[];
  onOpen: (person: StaffRegistration) => void;
  onAct: (act: PersonAct, person: StaffRegistration) => void;
}

/** A table on a desk; on a phone each person takes two lines. */
export function RegistrationRows({ rows, onOpen, onAct }: RowsProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const now = new Date();
  return (
    <>
      <div className="max-wide:hidden">
        <Table>
          <thead>
            <Tr>
              <Th>{t('events.personHead')}</Th>
              <Th>{t('events.ticket')}</Th>
              <Th numeric>{t('events.paid')}</Th>
              <Th numeric>{t('events.registered')}</Th>
              <Th>{t('events.status')}</Th>
              <Th>
                <span className="sr-only">{t('events.more')}</span>
              </Th>
            </Tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.id}>
                <Td>
                  <button
                    type="button"
                    onClick={() => onOpen(row)}
                    className="flex min-h-9 min-w-0 items-center gap-3.5 text-start hover:underline"
                  >
                    <Avatar name={row.name} url={null} />
                    <span className="min-w-0">
                      <b className="block truncate font-[550]">{row.name}</b>
                      <small className="block truncate text-xs text-ink-3">{row.email}</small>
                    </span>
                  </button>
                </Td>
                <Td>{row.ticket_type.name}</Td>
                <Td numeric>
                  <PriceText price={row.price} />
                </Td>
                <Td numeric>{formatDay(row.registered_at, locale, now)}</Td>
                <Td>
                  <State row={row} />
                </Td>
                <Td className="w-11 !px-0">
                  <RowMenu row={row} onOpen={onOpen} onAct={onAct} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="border-t border-line wide:hidden">
        {rows.map((row) => (
          <li key={row.id} className="border-b border-line">
            <button type="button" onClick={() => onOpen(row)} className="block w-full py-3 text-start">
              <span className="flex justify-between gap-4">
                <b className="min-w-0 truncate font-[550]">{row.name}</b>
                <State row={row} />
              </span>
              <span className="num flex justify-between gap-4 text-sm text-ink-3">
                <span className="min-w-0 truncate">{row.ticket_type.name}</span>
                <span className="flex-none">{formatDay(row.registered_at, locale, now)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function State({ row }: { row: StaffRegistration }) {
  const { t } = useTranslation('console');
  if (row.blocked_reason) return <Status tone="danger">{t('events.blocked')}</Status>;
  return <Status tone={REGISTRATION_TONE[row.status]}>{t(`events.person.${row.status}`)}</Status>;
}

function RowMenu({ row, onOpen, onAct }: { row: StaffRegistration } & Omit<RowsProps, 'rows'>) {
  const { t } = useTranslation('console');
  return (
    <Menu
      trigger={
        <IconButton label={t('events.rowMore', { name: row.name })}>
          <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => onOpen(row)}>{t('events.openPerson')}</MenuItem>
      {actsOn(row).map((act) => (
        <MenuItem
          key={act}
          onSelect={() => onAct(act, row)}
          {...(act === 'revoke' && { tone: 'danger' as const })}
        >
          {t(`events.act.${act}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
