import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import {
  Avatar,
  Checkbox,
  IconButton,
  Menu,
  MenuItem,
  PriceText,
  Status,
  Table,
  Td,
  Th,
  Tr,
} from '@/components';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../eventPeople/messages';
import { TOLD } from '../eventPeople/told';

import { actsOn, type PersonAct } from './people';
import { REGISTRATION_TONE } from './status';

import type { StaffRegistration } from '@/api';

interface RowsProps {
  rows: readonly StaffRegistration[];
  /** Whether places may still pass to other people. */
  movable: boolean;
  chosen: Pick<ReadonlySet<string>, 'has'>;
  /** Takes these people in, or out. */
  onChoose: (people: readonly StaffRegistration[], on: boolean) => void;
  onOpen: (person: StaffRegistration) => void;
  onAct: (act: PersonAct, person: StaffRegistration) => void;
}

/** A table on a desk; on a phone each person takes two lines. */
export function RegistrationRows({ rows, movable, chosen, onChoose, onOpen, onAct }: RowsProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const now = new Date();
  const placed = rows.filter(hasPlace);
  const choose = (row: StaffRegistration) => (
    <Choose
      person={row}
      chosen={chosen.has(row.id)}
      onChange={(on) => {
        onChoose([row], on);
      }}
    />
  );
  return (
    <>
      <div className="max-wide:hidden">
        <Table>
          <thead>
            <Tr>
              <Th className="w-9 !py-0">
                <Checkbox
                  label={<span className="sr-only">{t('select.all', { ns: 'eventPeople' })}</span>}
                  checked={placed.length > 0 && placed.every(({ id }) => chosen.has(id))}
                  disabled={placed.length === 0}
                  onChange={({ target }) => onChoose(placed, target.checked)}
                />
              </Th>
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
              <Tr key={row.id} className={chosen.has(row.id) ? 'bg-tint' : undefined}>
                <Td className="w-9">{choose(row)}</Td>
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
                  <RowMenu row={row} movable={movable} onOpen={onOpen} onAct={onAct} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="border-t border-line wide:hidden">
        {rows.map((row) => (
          <li key={row.id} className="flex items-center gap-1 border-b border-line">
            <div className="w-9 flex-none">{choose(row)}</div>
            <button
              type="button"
              onClick={() => onOpen(row)}
              className="block min-w-0 flex-1 py-3 text-start"
            >
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

/** Who has no place is not written to. */
function hasPlace({ status }: StaffRegistration): boolean {
  return TOLD.some((one) => one === status);
}

interface ChooseProps {
  person: StaffRegistration;
  chosen: boolean;
  onChange: (on: boolean) => void;
}

function Choose({ person, chosen, onChange }: ChooseProps) {
  const { t } = useTranslation('eventPeople');
  if (!hasPlace(person)) return null;
  return (
    <Checkbox
      label={<span className="sr-only">{t('select.one', { name: person.name })}</span>}
      checked={chosen}
      onChange={({ target }) => onChange(target.checked)}
    />
  );
}

function State({ row }: { row: StaffRegistration }) {
  const { t } = useTranslation('console');
  if (row.blocked_reason) return <Status tone="danger">{t('events.blocked')}</Status>;
  return <Status tone={REGISTRATION_TONE[row.status]}>{t(`events.person.${row.status}`)}</Status>;
}

type RowMenuProps = { row: StaffRegistration } & Pick<RowsProps, 'movable' | 'onOpen' | 'onAct'>;

function RowMenu({ row, movable, onOpen, onAct }: RowMenuProps) {
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
      {actsOn(row, movable).map((act) => (
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
